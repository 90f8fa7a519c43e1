//! What the agent logs, and in which form: on standard error, as standard output is for what is asked for.

use std::io;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Makes the process log, by Istio's `--log_output_level` such as `default:info,dns:debug` and by `--log_as_json`. Of other
/// libraries only what is wrong: they know the token. Only the first call counts.
pub(crate) fn start(levels: &str, as_json: bool) {
    let level = level(levels);
    let others = LevelFilter::WARN.min(level);
    let filter = Targets::new().with_default(others).with_target("sidecar", level);
    let builder = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false);
    // There is a logger already, as in tests: that one stays.
    _ = if as_json {
        builder.json().flatten_event(true).finish().with(filter).try_init()
    } else {
        builder.finish().with(filter).try_init()
    };
}

/// The level of all scopes: that of `default`, or the one that has no scope. The agent has no scopes of its own; the most
/// that is asked for one of Istio's counts.
fn level(levels: &str) -> LevelFilter {
    let named = levels.split(',').filter_map(|part| {
        let name = part.rsplit_once(':').map_or(part, |(_, name)| name);
        Some(match name.trim() {
            "none" => LevelFilter::OFF,
            "fatal" | "error" => LevelFilter::ERROR,
            "warn" => LevelFilter::WARN,
            "info" => LevelFilter::INFO,
            "debug" => LevelFilter::DEBUG,
            _ => return None,
        })
    });
    named.max().unwrap_or(LevelFilter::INFO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_istios() {
        for (levels, want) in [
            ("default:info", LevelFilter::INFO),
            ("", LevelFilter::INFO),
            ("nonsense", LevelFilter::INFO),
            ("warn", LevelFilter::WARN),
            ("default:none", LevelFilter::OFF),
            ("default:error,dns:debug", LevelFilter::DEBUG),
            ("all:fatal", LevelFilter::ERROR),
        ] {
            assert_eq!(level(levels), want, "{levels}");
        }
    }
}
