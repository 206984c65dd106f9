//! Why a page is rendered again: what of its view, of the site's or of its template has moved since the last time.

use super::make::Maker;
use super::seen::Seen;
use super::sites::Site;
use crate::fingerprint::Digest;
use crate::plan::Page;
use crate::record::{Head, Print, Reason};

impl Maker<'_> {
    /// Why a page has to be rendered, and what moved; none when neither view nor template did.
    pub(super) fn moved(
        &self,
        before: &Head,
        known: &Print,
        print: &Print,
        seen: &Seen,
        page: &Page,
    ) -> Option<(Reason, String)> {
        if before.program != self.world.program {
            return Some((Reason::Program, String::new()));
        }
        let mut fields = Vec::new();
        if known.site != print.site {
            fields.extend(moved_site_fields(self.common(page).site, before));
        }
        if known.view != print.view {
            fields.extend(seen.written.differing(&known.parts));
        }
        if known.site != print.site || known.view != print.view {
            return Some((Reason::View, fields.join(" ")));
        }
        let moved = known.template != print.template;
        moved.then(|| (Reason::Template, self.moved_files(page.template.name(), before).join(" ")))
    }

    /// The files of a template that differ from those of the last build.
    fn moved_files(&self, template: &str, before: &Head) -> Vec<String> {
        let now = self.ready.templates.get(template).map_or(&[][..], |(closure, _)| closure);
        let before = before.templates.iter().find(|(name, _)| name == template);
        let before = before.map_or(&[][..], |(_, closure)| closure);
        let differs = |a: &[(String, Digest)], b: &[(String, Digest)]| {
            a.iter().filter(|file| !b.contains(file)).map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        let mut moved = differs(now, before);
        moved.extend(differs(before, now));
        moved.sort();
        moved.dedup();
        moved
    }
}

/// The fields of the view of the site that differ from those of the last build.
fn moved_site_fields(site: Option<&Site>, before: &Head) -> Vec<String> {
    let now = site.map_or(&[][..], |site| &site.fields);
    let before = before.sites.iter().find(|(lang, _)| site.is_some_and(|s| s.words == *lang));
    let before = before.map_or(&[][..], |(_, fields)| fields);
    now.iter().filter(|field| !before.contains(field)).map(|(name, _)| name.clone()).collect()
}
