//! What stands around an article on its page and came along when it was copied.
//!
//! Takes: a unit. Does: compares it with phrases that are known, and with what stands in many files of the folder. Gives: what it is,
//! in words for the report.

use rapidhash::RapidHashMap;
use std::sync::LazyLock;

/// Longest unit that can be furniture, in characters.
pub(in crate::import) const LONGEST: usize = 240;

/// Longest unit that only begins like furniture.
const INVITATION: usize = 150;

/// Where in the article something counts as furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import) enum Strength {
    /// Only where nothing but furniture follows, or where the article has not begun.
    AtTheEdges,
    /// Anywhere: no sentence of an article looks like this.
    Anywhere,
}

/// What a phrase is, and the phrases: those that are the whole unit, and those it may begin with.
const PHRASES: &[(&str, &str, &str)] = &[
    (
        "invitation to comment",
        "view comments|show comments|comments|comment|leave a comment|add a comment|post a comment|be the first to comment|no comments|\
         join the discussion|join the conversation|have your say|comments are closed|write a comment|leave a reply|comment now|\
         kommentare|kommentieren|commenter|commentaires|comentarios|reacties",
        "view comments|view all comments|join the discussion|join the conversation|have your say|leave a comment|what do you think|\
         share your thoughts|share your views|let us know|tell us what you think|comments are closed|be the first to|sign in to comment|\
         log in to comment|please log in|to comment on this",
    ),
    (
        "invitation to subscribe",
        "subscribe|subscribe now|sign up|sign up now|newsletter|become a member|register|log in|sign in|donate|support us|follow us|\
         get the app|download our app|already a subscriber|abonnieren|s'abonner|suscríbete|abonneren",
        "subscribe to|sign up to|sign up for|get our |get the latest|receive our|already a subscriber|already have an account|become a subscriber|\
         become a member|support our|support independent|register for|download our app|download the app|follow us on|like us on|find us on|\
         join our|make a donation|click here to subscribe|enter your email|thank you for reading|this article is for subscribers",
    ),
    (
        "invitation to read more",
        "read more|more|read also|see also|also read|related|related articles|related stories|related topics|related news|more on this story|most read|\
         most popular|recommended|recommended for you|you may also like|you might also like|don't miss|trending|trending now|up next|read next|\
         more stories|latest news|top stories|lesen sie auch|mehr zum thema|lire aussi|à lire aussi|lea también|lees ook",
        "read more|read also|also read|see also|read:|more:|related:|related articles|more on this|more from|most read|most viewed|\
         you may also like|continue reading|click here to read|read the full|find out more|lesen sie auch|lire aussi|lea también|lees ook",
    ),
    (
        "share button",
        "share|share this|share this article|share this story|share this page|share on facebook|share on twitter|tweet|tweet this|facebook|twitter|\
         email|e-mail|print|print this page|print this article|whatsapp|linkedin|pinterest|reddit|messenger|copy link|save|bookmark|\
         email this article|send to a friend|teilen|drucken|partager|imprimer|compartir|delen|link copied|share icon|google+",
        "share this|share on|share via|click to share|tweet this|email this|print this|send this article|share facebook|facebook twitter",
    ),
    (
        "advertisement",
        "advertisement|advertising|ad|ads|sponsored|sponsored content|promoted|promoted stories|story continues below|anzeige|werbung|publicité|publicidad",
        "advertisement|story continues below|article continues below|article continues after|scroll to continue|scroll down|ad feedback",
    ),
    (
        "copyright line",
        "all rights reserved",
        "©|copyright|(c) |all rights reserved|this material may not be|reproduction without|alle rechte vorbehalten|tous droits réservés",
    ),
    (
        "navigation",
        "back to top|home|menu|search|skip to content|skip to main content|next|previous|next article|previous article|next page|previous page|\
         play|play video|video|gallery|photos|close|loading|loading...|see all|view all|show more|load more|open in app|contents|advertise with us|\
         contact us|about us|privacy policy|terms of use|terms and conditions|cookie policy|sitemap",
        "back to top|skip to|we use cookies|this site uses cookies|by continuing to|click here|tap here|view gallery|view photos|open image in|\
         get it on google|javascript is|please enable|your browser|all times are|powered by|report a typo|report this|corrections and clarifications:",
    ),
];

/// The phrases that are a whole unit, and what they are.
static WHOLE: LazyLock<RapidHashMap<&str, &str>> = LazyLock::new(|| {
    let all = PHRASES.iter().flat_map(|(what, whole, _)| whole.split('|').map(move |phrase| (phrase, *what)));
    all.collect()
});

/// What a unit is when it is furniture by its words, and how strongly.
pub(in crate::import) fn known(text: &str) -> Option<(&'static str, Strength)> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '+').trim();
    // `12 comments`, `Share 4`
    let bare = bare.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '(' | ')'));
    if let Some(what) = WHOLE.get(bare) {
        return Some((*what, Strength::Anywhere));
    }
    // What somebody says is no furniture, and nobody invites at such length.
    if text.contains(['"', '“', '”', '«', '»', '„']) || folded.chars().count() > INVITATION {
        return None;
    }
    let begins = |phrases: &str| phrases.split('|').any(|phrase| folded.starts_with(phrase));
    let (what, _, _) = PHRASES.iter().find(|(_, _, start)| begins(start))?;
    // `Read more: Ferry sold` is no sentence of an article; `Share your views with nobody, she said.` may be one.
    let label = folded.find(':').is_some_and(|at| at <= 20) && *what == "invitation to read more";
    Some((*what, if label { Strength::Anywhere } else { Strength::AtTheEdges }))
}

/// Whether what follows is a list of other articles, so that headlines behind it are furniture too.
pub(in crate::import) fn opens_a_list(text: &str) -> bool {
    known(text).is_some_and(|(what, strength)| {
        strength == Strength::Anywhere && what == "invitation to read more" && text.chars().count() < 40
    })
}

/// A unit as it is compared: lower case, plain quotation marks, single blanks.
fn fold(text: &str) -> String {
    let plain = text.chars().flat_map(char::to_lowercase).map(|c| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        c if c.is_whitespace() => ' ',
        c => c,
    });
    let text: String = plain.collect();
    let text =
        text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | '"' | '\''));
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What stands in how many files of a folder.
#[derive(Debug, Default)]
pub(in crate::import) struct Repeated {
    counts: RapidHashMap<u64, u32>,
    files: u32,
}

impl Repeated {
    /// Counts the units of one more file, each once.
    pub(in crate::import) fn add(&mut self, mut keys: Vec<u64>) {
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|key| *self.counts.entry(key).or_default() += 1);
        self.files += 1;
    }

    /// In how many files of how many it stands, when that is often enough to be furniture: a twentieth of all, and never fewer
    /// than four; twenty are enough in any folder.
    pub(in crate::import) fn often(&self, text: &str) -> Option<(u32, u32)> {
        let count = self.counts.get(&key(text)?).copied()?;
        (count >= (self.files / 20).clamp(4, 20)).then_some((count, self.files))
    }
}

/// What a unit is counted by; none for one that cannot be furniture.
pub(in crate::import) fn key(text: &str) -> Option<u64> {
    let fits = text.chars().count() <= LONGEST && text.chars().any(char::is_alphabetic);
    fits.then(|| crate::fingerprint::short(&fold(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_known_in_any_dress() {
        for (text, what) in [
            ("View comments", "invitation to comment"),
            ("12 Comments", "invitation to comment"),
            ("▶ Read more: Ferry sold", "invitation to read more"),
            ("Share this article", "share button"),
            ("© The Skerrow Mercury 2015", "copyright line"),
            ("Sign up to our newsletter for more", "invitation to subscribe"),
        ] {
            assert_eq!(known(text).map(|found| found.0), Some(what), "{text}");
        }
        for text in [
            "The ferry was sold.",
            "Printers struck for a day",
            "Sharing is hard, he said.",
            "More rain is due.",
        ] {
            assert_eq!(known(text), None, "{text}");
        }
        assert_eq!(known("“Share your views,” she said."), None);
    }
}
