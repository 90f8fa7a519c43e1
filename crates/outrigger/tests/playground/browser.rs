//! A headless Chromium, which is told what to do over a pipe, in the DevTools protocol.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Chromium as Debian calls it.
const BROWSER: &str = "chromium";
/// How often something that is to come about is looked for.
const LOOKS: usize = 1200;
const PAUSE: Duration = Duration::from_millis(50);

pub fn is_there() -> bool {
    Command::new(BROWSER).arg("--version").output().is_ok()
}

/// A browser with one page.
pub struct Browser {
    child: Child,
    commands: ChildStdin,
    replies: BufReader<ChildStdout>,
    session: String,
    calls: u64,
    /// What went wrong in the page: exceptions, and what the browser has logged.
    pub faults: Vec<String>,
    _profile: TempDir,
}

impl Browser {
    pub fn start() -> Browser {
        let profile = tempfile::tempdir().unwrap();
        // The protocol is spoken over the third and the fourth file.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", BROWSER])
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
            .arg("--remote-debugging-pipe")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (commands, replies) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let (session, faults) = (String::new(), Vec::new());
        let mut browser = Browser { child, commands, replies, session, calls: 0, faults, _profile: profile };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached =
            browser.call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    /// Has a method called, and gives what it returns.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let mut command = json!({"id": self.calls, "method": method, "params": parameters});
        if !self.session.is_empty() {
            command["sessionId"] = self.session.clone().into();
        }
        self.commands.write_all(format!("{command}\0").as_bytes()).unwrap();
        loop {
            let mut reply = Vec::new();
            self.replies.read_until(0, &mut reply).unwrap();
            reply.pop();
            let mut reply: Value = serde_json::from_slice(&reply).expect("the browser lives");
            if reply["id"] == self.calls {
                assert!(reply["error"].is_null(), "{method}: {}", reply["error"]);
                return reply["result"].take();
            }
            if ["Runtime.exceptionThrown", "Log.entryAdded"].iter().any(|fault| reply["method"] == *fault) {
                self.faults.push(reply["params"].to_string());
            }
        }
    }

    /// What an expression gives in the page.
    pub fn run(&mut self, expression: &str) -> Value {
        let parameters = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut result = self.call("Runtime.evaluate", parameters);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {result}");
        result["result"]["value"].take()
    }

    pub fn text(&mut self, expression: &str) -> String {
        self.run(expression).as_str().unwrap_or_else(|| panic!("{expression} is no text")).to_owned()
    }

    /// Waits until an expression holds.
    pub fn until(&mut self, expression: &str) {
        for _ in 0..LOOKS {
            if self.run(expression) == true {
                return;
            }
            sleep(PAUSE);
        }
        let shown = self.text("document.body.innerText");
        panic!("it never came about: {expression}\n{shown}");
    }

    pub fn open(&mut self, url: &str) {
        // The same page with something else behind the `#` would not be loaded anew.
        self.call("Page.navigate", json!({"url": "about:blank"}));
        self.call("Page.navigate", json!({"url": url}));
        self.until("document.readyState === 'complete' && 'answered' in document.documentElement.dataset");
    }

    pub fn press(&mut self, key: &str, code: u32) {
        for of in ["rawKeyDown", "keyUp"] {
            let event = json!({"type": of, "key": key, "code": key, "windowsVirtualKeyCode": code});
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Types a text where the focus is.
    pub fn type_in(&mut self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
    }

    pub fn shows(&mut self, width: u32, scheme: &str) {
        let size = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500});
        self.call("Emulation.setDeviceMetricsOverride", size);
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
