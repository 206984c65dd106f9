//! What was rendered of late, and why.

use super::super::escape::{Escaped, link, number};
use super::{SHOWN, cut};
use crate::archive::address::url;
use crate::build::preview::answer::Rendering;

/// `renderings` has the last first; `state` is the number of the site's state after the last save.
pub(super) fn section(renderings: &[Rendering], state: u64, base: &str) -> String {
    let (of_this, before): (Vec<&Rendering>, Vec<&Rendering>) =
        renderings.iter().partition(|rendering| rendering.number == state);
    let mut out = String::from(
        "<section id=\"renderings\" aria-labelledby=\"renderings-title\">\n<h2 id=\"renderings-title\">Rendered since the last save</h2>\n<p class=\"lead\">A page is rendered when somebody looks at it and it would show something new.</p>\n",
    );
    match of_this.is_empty() {
        true => out.push_str("<p class=\"well\">No page that is open has changed.</p>\n"),
        false => out.push_str(&table(&of_this, base, "Pages rendered since the last save")),
    }
    if !before.is_empty() {
        out.push_str(&format!(
            "<details id=\"before\">\n<summary><h3>Before that <span class=\"count\">{}</span></h3></summary>\n{}</details>\n",
            number(before.len()),
            table(&before, base, "Pages rendered before the last save"),
        ));
    }
    out.push_str("</section>\n");
    out
}

fn table(renderings: &[&Rendering], base: &str, caption: &str) -> String {
    let rows: String = renderings.iter().take(SHOWN).map(|rendering| row(rendering, base)).collect();
    format!(
        "{}<table>\n<caption>{caption}</caption>\n<thead><tr><th scope=\"col\">Page</th><th scope=\"col\">Why</th><th scope=\"col\">Template</th><th scope=\"col\" class=\"time\">Milliseconds</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
        cut(renderings.len()),
    )
}

fn row(rendering: &Rendering, base: &str) -> String {
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td><code>{}</code></td><td class=\"time\">{}</td></tr>\n",
        link(Some(&url(base, &rendering.address)), &rendering.address),
        Escaped(&rendering.why),
        Escaped(&rendering.template),
        milliseconds(rendering.micros),
    )
}

/// Milliseconds to a tenth.
fn milliseconds(micros: u64) -> String {
    let tenths = micros.saturating_add(50) / 100;
    let whole = usize::try_from(tenths / 10).unwrap_or(usize::MAX);
    format!("{}.{}", number(whole), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_rounded_to_tenths() {
        for (micros, expected) in
            [(0, "0.0"), (49, "0.0"), (50, "0.1"), (1_949, "1.9"), (1_950, "2.0"), (1_234_567, "1,234.6")]
        {
            assert_eq!(milliseconds(micros), expected);
        }
        milliseconds(u64::MAX);
    }
}
