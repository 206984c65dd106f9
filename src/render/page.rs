//! A page's view to HTML by its template.

use crate::diagnostic::Diagnostic;
use crate::plan::view::{PageView, ThemeList};
use crate::theme::{Shared, Template, Theme, View};
use std::collections::BTreeMap;

/// Renders a page: `site` is shared by all pages of a language, `lists` are those the theme asked for.
///
/// # Errors
/// A diagnostic with template, line, column and the page.
pub fn render(
    page: &PageView,
    site: Option<&Shared>,
    lists: &BTreeMap<String, ThemeList>,
    template: &Template,
    theme: &Theme,
) -> Result<String, Diagnostic> {
    let mut view = View::default();
    if let Some(site) = site {
        view.share("site", site);
    }
    view.insert("page", page)?;
    view.insert("lists", lists)?;
    theme.render(template, &view, &page.url)
}
