//! What a test plays on: a newspaper, its preview, and a browser that looks at it.

use super::newspaper::Newspaper;
use super::preview::{Preview, free_port, wait_for_port};
use serde_json::Value;
use std::future::Future;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::prelude::*;
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

/// How long a change may take on a machine that is busy with other tests. How fast it is, is measured elsewhere.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long something that must not happen is given to happen.
pub const QUIET: Duration = Duration::from_millis(1200);

/// A finder of something inside the shadow root that the preview lays over a page.
const LAYER: &str = "const layer = document.querySelector('dateline-preview')?.shadowRoot; \
                     const inLayer = (selector) => layer?.querySelector(selector) ?? null; \
                     const shown = (selector) => (inLayer(selector)?.getClientRects().length ?? 0) > 0;";

pub struct Stage {
    pub newspaper: Newspaper,
    pub preview: Arc<Mutex<Preview>>,
    pub browser: WebDriver,
    /// `light` or `dark`.
    pub scheme: String,
    port: u16,
}

impl Stage {
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Opens a page and waits until its script is connected: what is saved from now on has to arrive.
    pub async fn open(&self, path: &str) {
        self.browser.goto(self.url(path)).await.expect("the page can be opened");
        self.until("document.readyState === 'complete'").await;
    }

    /// What an expression gives in the page that is open.
    pub async fn value(&self, expression: &str) -> Value {
        let script = format!("{LAYER} return ({expression});");
        let result = self.browser.execute(script, Vec::<Value>::new()).await;
        result.map_or(Value::Null, |value| value.json().clone())
    }

    /// Text that an expression gives.
    pub async fn text(&self, expression: &str) -> String {
        self.value(expression).await.as_str().unwrap_or_default().to_owned()
    }

    pub async fn holds(&self, expression: &str) -> bool {
        self.value(&format!("Boolean({expression})")).await == Value::Bool(true)
    }

    /// Waits until an expression holds in the page that is open.
    #[track_caller]
    pub fn until<'a>(&'a self, expression: &'a str) -> impl Future<Output = ()> + 'a {
        let place = std::panic::Location::caller();
        async move {
            let begun = Instant::now();
            while !self.holds(expression).await {
                if begun.elapsed() > PATIENCE {
                    let body = self.text("document.body?.innerText.slice(0, 600)").await;
                    let over = self.text("inLayer('.panel')?.innerText ?? ''").await;
                    panic!("{place}: not so in time: {expression}\npage: {body}\noverlay: {over}");
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }

    /// Marks the window: a page that is loaded anew has no mark.
    pub async fn mark_window(&self) {
        assert!(self.holds("window.sameAsBefore = true").await);
    }

    pub async fn is_same_window(&self) -> bool {
        self.holds("window.sameAsBefore").await
    }

    /// Waits until the page has been loaded anew.
    pub async fn until_reloaded(&self) {
        self.until("!window.sameAsBefore && document.readyState === 'complete'").await;
    }
}

/// Plays one test in a light browser.
pub async fn play<F, P>(act: F)
where
    F: FnOnce(Arc<Stage>) -> P,
    P: Future<Output = ()> + Send + 'static,
{
    play_in("light", act).await;
}

/// Plays one test in a browser of that colour scheme, and leaves no browser behind whatever becomes of it.
pub async fn play_in<F, P>(scheme: &str, act: F)
where
    F: FnOnce(Arc<Stage>) -> P,
    P: Future<Output = ()> + Send + 'static,
{
    let newspaper = Newspaper::new();
    let port = free_port();
    let preview = Preview::start(newspaper.path(), port).await;
    let profile = TempDir::with_prefix("dateline-chromium-").expect("a folder for the browser");
    let (mut chromedriver, browser) = browser(profile.path(), scheme).await;
    let preview = Arc::new(Mutex::new(preview));
    let stage = Arc::new(Stage {
        newspaper,
        preview: preview.clone(),
        browser: browser.clone(),
        scheme: scheme.to_owned(),
        port,
    });
    let played = tokio::spawn(act(stage.clone())).await;
    let closed = browser.quit().await;
    let _ = chromedriver.kill().await;
    if let Err(error) = played {
        std::panic::resume_unwind(error.into_panic());
    }
    closed.expect("the browser can be closed");
    let mut preview = preview.lock().await;
    preview.assert_alive();
    // Before its site goes, which `stage` holds until here.
    preview.stop().await;
    drop(stage);
}

/// Debian's Chromium, closed off from every host but this machine, and what drives it.
async fn browser(profile: &Path, scheme: &str) -> (Child, WebDriver) {
    let port = free_port();
    let mut command = Command::new("chromedriver");
    command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.kill_on_drop(true).spawn().unwrap_or_else(|error| {
        panic!("cannot start chromedriver: {error}; Debian's package is `chromium-driver`")
    });
    wait_for_port(port, || child.try_wait().expect("it is our child").map(|status| status.to_string())).await;
    let mut wanted = DesiredCapabilities::chrome();
    let profile = format!("--user-data-dir={}", profile.display());
    let scheme = format!("--blink-settings=preferredColorScheme={}", u8::from(scheme == "light"));
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        &profile,
        &scheme,
    ] {
        wanted.add_arg(argument).expect("an argument is a text");
    }
    if let Some(binary) = std::env::var_os("CHROMIUM") {
        wanted.set_binary(&binary.to_string_lossy()).expect("a path is a text");
    }
    let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await;
    (child, driver.expect("a browser starts"))
}
