//! What a program's failure means, and what is missing.

use std::collections::BTreeSet;

use super::call::{Call, Outcome};
use crate::error::Error;

/// The error for a program that failed: the meaning of its exit code, what it said, and a remedy where one is known.
#[must_use]
pub fn failure(call: &Call<'_>, outcome: &Outcome) -> Error {
    Error::Failed {
        command: call.line(),
        meaning: meaning(call, outcome),
        hint: remedy(call.stdin, &outcome.stderr).unwrap_or_default(),
    }
}

/// The meaning of an exit code, in Istio's words for iptables.
///
/// Source: Istio 1.30 `transformToXTablesErrorMessage`.
fn meaning(call: &Call<'_>, outcome: &Outcome) -> String {
    let said = outcome.stderr.trim();
    let problem = match outcome.code {
        None => return format!("ended by a signal: {said}"),
        Some(code) if !call.program.contains("tables") => return format!("exit code {code}: {said}"),
        Some(1) => "xtables other problem",
        Some(2) => "xtables parameter problem",
        Some(3) => "xtables version problem",
        Some(4) => "xtables resource problem",
        Some(code) => return format!("exit code {code}: {said}"),
    };
    let said = said.split_once(':').map_or(said, |(_program, rest)| rest.trim());
    format!("{problem}: {said}")
}

/// What to do about a complaint, if it is one that is known.
fn remedy(text: &str, stderr: &str) -> Option<String> {
    let says = |words: &[&str]| words.iter().any(|word| stderr.contains(word));
    if says(&["Permission denied", "Operation not permitted", "you must be root"]) {
        return Some(
            "the process needs the capabilities NET_ADMIN and NET_RAW in the user namespace of its network"
                .into(),
        );
    }
    if says(&["xtables lock"]) {
        return Some(
            "another program holds the lock of the rules; run it again when that one is done".into(),
        );
    }
    if says(&["Couldn't load match", "Couldn't load target"]) {
        return Some(
            "the image lacks an extension of iptables (a file `libxt_….so` in its folder `xtables`)".into(),
        );
    }
    if says(&["is incompatible, use 'nft' tool"]) {
        return Some("the table was made with `nft` in a way that iptables cannot show; `--native-nftables` works beside it".into());
    }
    if says(&["Chain already exists", "File exists"]) {
        return Some("chains of an earlier configuration are there; `--reconcile` replaces them".into());
    }
    let missing = [
        "insmod",
        "No chain/target/match by that name",
        "missing kernel module",
        "No such file or directory",
        "does not exist",
        "not supported",
        "Protocol not supported",
        "rule set generation id",
    ];
    says(&missing).then(|| lacking(text, stderr))
}

/// The kernel modules that the refused line, or else the whole text, needs.
fn lacking(text: &str, stderr: &str) -> String {
    let refused = refused_line(stderr).and_then(|number| text.lines().nth(number.checked_sub(1)?));
    let modules = match refused.map(modules_of) {
        Some(modules) if !modules.is_empty() => modules,
        _ => modules_of(text),
    };
    let names = modules.into_iter().collect::<Vec<_>>().join(" ");
    let place = refused.map(|line| format!("the kernel refused `{line}`; ")).unwrap_or_default();
    format!(
        "{place}it may lack a module: run `modprobe -a {names}` on the node, or use `--force-iptables-binary`"
    )
}

/// The line that a restore program complains of: `line 5 failed`, `line 5: RULE_APPEND failed`, `/dev/stdin:5:1-2:`.
#[must_use]
pub fn refused_line(stderr: &str) -> Option<usize> {
    let after = ["line ", "line: ", "/dev/stdin:"].iter().find_map(|mark| stderr.split_once(mark))?.1;
    after.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

/// The modules behind the words of rules.
fn modules_of(text: &str) -> BTreeSet<&'static str> {
    text.split([' ', '\n']).flat_map(modules_of_word).copied().collect()
}

fn modules_of_word(word: &str) -> &'static [&'static str] {
    match word {
        "nat" => &["iptable_nat", "nft_chain_nat"],
        "mangle" => &["iptable_mangle"],
        "raw" => &["iptable_raw"],
        "filter" => &["iptable_filter"],
        "owner" => &["xt_owner"],
        "multiport" => &["xt_multiport"],
        "conntrack" => &["xt_conntrack"],
        "socket" => &["xt_socket"],
        "mark" | "MARK" => &["xt_mark"],
        "connmark" | "CONNMARK" => &["xt_connmark"],
        "CT" => &["xt_CT"],
        "REDIRECT" => &["xt_REDIRECT"],
        "TPROXY" => &["xt_TPROXY"],
        "redirect" => &["nft_redir"],
        "tproxy" => &["nft_tproxy"],
        "ct" => &["nft_ct"],
        "inet" => &["nf_tables", "nft_chain_nat"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(program: &str, code: Option<i32>, stderr: &str) -> String {
        let text = "* nat\n-N ISTIO_OUTPUT\n-A ISTIO_OUTPUT -m owner --uid-owner 1337 -j RETURN\nCOMMIT\n";
        let call = Call::new(program, &["--noflush"]).reading(text);
        let outcome = Outcome { code, stdout: String::new(), stderr: stderr.into() };
        failure(&call, &outcome).to_string()
    }

    #[test]
    fn failures_and_their_remedies() {
        let legacy = "/usr/sbin/iptables-legacy-restore";
        let nft = "iptables-nft-restore";
        let rows = [
            (legacy, Some(1), "iptables-legacy-restore: line 3 failed", "other problem: line 3 failed", ""),
            (
                legacy,
                Some(3),
                "iptables-restore v1.8.9 (legacy): iptables-restore: unable to initialize table 'nat'\n\nDo you need to insmod?",
                "version problem: iptables-restore: unable",
                "it may lack a module: run `modprobe -a iptable_nat nft_chain_nat xt_owner`",
            ),
            (
                nft,
                Some(4),
                "iptables-restore v1.8.9 (nf_tables): \nline 3: RULE_APPEND failed (No such file or directory): rule in chain ISTIO_OUTPUT",
                "resource problem: line 3: RULE_APPEND failed",
                "the kernel refused `-A ISTIO_OUTPUT -m owner --uid-owner 1337 -j RETURN`; it may lack a module: run `modprobe -a xt_owner` on",
            ),
            (
                nft,
                Some(2),
                "iptables v1.8.9: Couldn't load match `owner'",
                "parameter problem",
                "`libxt_….so`",
            ),
            (
                nft,
                Some(4),
                "iptables-nft-restore v1.8.9: Could not fetch rule set generation id: Permission denied (you must be root)",
                "resource problem",
                "NET_ADMIN and NET_RAW",
            ),
            (nft, Some(111), "odd", "exit code 111: odd", ""),
            (nft, None, "", "ended by a signal", ""),
            (
                "/usr/sbin/nft",
                Some(1),
                "/dev/stdin:9999:3-4: Error: No such file or directory",
                "exit code 1: /dev/stdin",
                "modprobe",
            ),
            (nft, Some(1), "line 99999999999999999999999: does not exist", "other problem", "modprobe"),
        ];
        for (program, code, stderr, meaning, hint) in rows {
            let text = said(program, code, stderr);
            assert!(text.contains(meaning), "{stderr}: {text}");
            assert!(text.contains(hint) && text.contains("\nhint: ") != hint.is_empty(), "{stderr}: {text}");
        }
    }
}
