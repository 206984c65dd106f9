//! Open pages, and telling them what became of them.
//!
//! Takes: for each open page what it shows ([`Asked`]), and updates. Does: asks the site what an update did to each
//! page. Gives: a stream of events for each. Nobody is waited for: a page that does not read what it is sent loses its
//! stream, and learns what it missed when it opens the next.

use super::{Shared, ui};
use crate::build::preview::answer::{Answer, Effect, Made, Rendering, Site};
use crate::fingerprint::Digest;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_core::Stream;
use serde::Deserialize;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

/// So many events may lie unread.
const UNREAD: usize = 16;

/// A connection that says nothing for so long is taken for dead by some; a client that is gone is found out by it.
const KEEP_ALIVE: Duration = Duration::from_secs(10);

/// How often it is looked whether the desk page would say something else.
const GLANCE: Duration = Duration::from_millis(500);

/// When a browser tries again after the server has gone.
const RETRY: Duration = Duration::from_millis(700);

/// What a page says of itself when it opens its stream.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    address: String,
    #[serde(default)]
    print: String,
    #[serde(default)]
    styles: String,
    #[serde(default)]
    source: String,
}

/// An open page.
pub(super) struct Page {
    /// Empty for the desk page.
    address: String,
    print: Digest,
    styles: Digest,
    source: Option<String>,
    /// The mistakes that it shows, as HTML.
    mistakes: String,
    /// What the desk page shows.
    desk: Desk,
    sender: mpsc::Sender<Event>,
}

/// By which it is told whether the desk page would say something else.
type Desk = (u64, Option<Rendering>);

/// All open pages.
#[derive(Default)]
pub(super) struct Live {
    pages: Mutex<Vec<Arc<Mutex<Page>>>>,
}

/// The events of one page.
pub(super) struct Events {
    receiver: mpsc::Receiver<Event>,
    _place: OwnedSemaphorePermit,
}

/// A page and its stream.
pub(super) fn open(
    asked: Asked,
    place: OwnedSemaphorePermit,
) -> (Page, Sse<impl Stream<Item = Result<Event, Infallible>>>) {
    let (sender, receiver) = mpsc::channel(UNREAD);
    let page = Page {
        address: asked.address,
        print: digest(&asked.print),
        styles: digest(&asked.styles),
        source: Some(asked.source).filter(|source| !source.is_empty()),
        mistakes: String::new(),
        desk: (0, None),
        sender,
    };
    let stream =
        Sse::new(Events { receiver, _place: place }).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    (page, stream)
}

/// Of 32 hexadecimal digits; of anything else, the digest of nothing, which no page has.
fn digest(hex: &str) -> Digest {
    let mut own = [0; 16];
    if hex.len() != 32 || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Digest::NONE;
    }
    for (byte, digits) in own.iter_mut().zip(hex.as_bytes().chunks(2)) {
        let read = std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(read) = read else { return Digest::NONE };
        *byte = read;
    }
    Digest(own)
}

impl Stream for Events {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.receiver.poll_recv(context).map(|event| event.map(Ok))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// Greets a page and tells it what has happened since it was made. It is among the open ones before it is looked
    /// at, so that no update goes past it.
    ///
    /// `inside` gives the address of a path as a browser shows it: a page that has no print is one of the program's own
    /// and knows no other.
    pub(super) fn welcome(&self, mut page: Page, site: &dyn Site, inside: impl Fn(&str) -> Option<String>) {
        if page.print == Digest::NONE && !page.address.is_empty() {
            page.address = inside(&page.address).unwrap_or(page.address);
        }
        let page = Arc::new(Mutex::new(page));
        let mut own = lock(&page);
        lock(&self.pages).push(page.clone());
        let number = site.number();
        own.desk = desk(site);
        own.send(Event::default().event("hello").data(number.to_string()).retry(RETRY));
        own.tell(site);
    }

    /// Tells every open page what an update did to it. Gives how many load again, and how many exchange their styles.
    pub(super) fn announce(&self, site: &dyn Site) -> (usize, usize) {
        let (mut reloaded, mut restyled) = (0, 0);
        for page in self.open() {
            match lock(&page).tell(site) {
                Effect::Moved => reloaded += 1,
                Effect::Styles => restyled += 1,
                Effect::None => {}
            }
        }
        (reloaded, restyled)
    }

    /// How many pages are open.
    pub(super) fn count(&self) -> usize {
        self.open().len()
    }

    /// The pages that are still open; the others are forgotten.
    fn open(&self) -> Vec<Arc<Mutex<Page>>> {
        let mut pages = lock(&self.pages);
        // A page that is being told something right now is open.
        pages.retain(|page| page.try_lock().map_or(true, |page| !page.sender.is_closed()));
        pages.clone()
    }

    /// Tells desk pages when something else is to be seen there.
    fn glance_at_desk(&self, site: &dyn Site) {
        for page in self.open() {
            let mut page = lock(&page);
            if page.address.is_empty() {
                page.tell_desk(site);
            }
        }
    }
}

impl Page {
    fn send(&mut self, event: Event) {
        if self.sender.try_send(event).is_err() {
            // It does not read, or has gone. Without a sender the stream ends, and the browser opens another.
            self.sender = mpsc::channel(1).0;
        }
    }

    fn tell(&mut self, site: &dyn Site) -> Effect {
        let effect = match self.address.is_empty() {
            true => {
                self.tell_desk(site);
                Effect::None
            }
            false => site.effect(&self.address, self.print, self.styles),
        };
        match effect {
            Effect::Moved => self.send(Event::default().event("reload").data(site.number().to_string())),
            Effect::Styles => self.tell_styles(site),
            Effect::None => {}
        }
        let mistakes = ui::overlay(&site.mistakes(self.source.as_deref()));
        if mistakes != self.mistakes {
            let data = serde_json::json!({ "html": mistakes }).to_string();
            self.send(Event::default().event("mistakes").data(data));
            self.mistakes = mistakes;
        }
        effect
    }

    fn tell_styles(&mut self, site: &dyn Site) {
        let list = serde_json::Value::from(site.styles()).to_string();
        self.send(Event::default().event("styles").data(list));
        if let Answer::Made(Made { page: Some(notes), .. }) = site.answer(&self.address) {
            self.styles = notes.styles;
        }
    }

    fn tell_desk(&mut self, site: &dyn Site) {
        let now = desk(site);
        if now != self.desk {
            self.send(Event::default().event("desk").data(now.0.to_string()));
            self.desk = now;
        }
    }
}

fn desk(site: &dyn Site) -> Desk {
    (site.number(), site.renderings().into_iter().next())
}

/// Pages are rendered when they are asked for, also between two updates: the desk page lists them.
pub(super) async fn follow_desk(shared: Arc<Shared>) {
    loop {
        tokio::time::sleep(GLANCE).await;
        let shared = shared.clone();
        // It waits for a site that is being updated; others are not to wait with it.
        let _ = tokio::task::spawn_blocking(move || shared.live.glance_at_desk(&*shared.site)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_read_back() {
        let own = Digest::of(b"quay");
        assert_eq!(digest(&own.to_hex()), own);
        for other in ["", "0", "zz", &"g".repeat(32), &"0".repeat(31), &"é".repeat(16), &"+1".repeat(16)] {
            assert_eq!(digest(other), Digest::NONE, "{other}");
        }
    }
}
