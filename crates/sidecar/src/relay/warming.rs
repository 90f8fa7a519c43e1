//! Clusters that Envoy has acknowledged and does not use: it goes on with what it had, and nobody else knows.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::sleep;

/// Looks at how many clusters wait, some time after Envoy accepted clusters and as long as some do, and tells. Clusters that
/// wait the second time are warned of.
pub(super) async fn watch<Answer: Future<Output = Result<u64, String>>>(
    accepted: Arc<Notify>,
    pause: Duration,
    ask: impl Fn() -> Answer,
    tell: impl Fn(u64),
) {
    loop {
        accepted.notified().await;
        let mut is_said = false;
        loop {
            sleep(pause).await;
            let count = match ask().await {
                Ok(count) => count,
                Err(why) => {
                    tracing::debug!("cannot ask Envoy for clusters that wait: {why}");
                    break;
                }
            };
            tell(count);
            if count == 0 {
                break;
            }
            if !std::mem::replace(&mut is_said, true) {
                tracing::warn!(
                    "{count} clusters are warming for {pause:?}: Envoy accepted them, but goes on with what it had, as \
                     endpoints or certificates for them do not come"
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::VecDeque;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn clusters_that_wait_are_counted_until_they_do_not() {
        let answers = RefCell::new(VecDeque::from([Ok(2), Ok(1), Ok(0), Err("no".to_owned()), Ok(3), Ok(0)]));
        let told = RefCell::new(Vec::new());
        let accepted = Arc::new(Notify::new());
        let ask = || {
            let answer = answers.borrow_mut().pop_front().unwrap();
            // Clusters were accepted again meanwhile.
            if matches!(answer, Ok(0) | Err(_)) {
                accepted.notify_one();
            }
            std::future::ready(answer)
        };
        accepted.notify_one();
        let watched = watch(Arc::clone(&accepted), Duration::from_secs(10), ask, |count| {
            told.borrow_mut().push(count);
        });
        let all = async {
            while !answers.borrow().is_empty() {
                sleep(Duration::from_secs(1)).await;
            }
        };
        tokio::select! { () = watched => {}, () = all => {} }
        assert_eq!(*told.borrow(), [2, 1, 0, 3, 0]);
    }
}
