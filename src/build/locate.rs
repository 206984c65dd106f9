//! Lines for problems that were found long after their file was read.
//!
//! Addresses, templates and redirects are checked when all articles are known, and only their values are kept till
//! then. The few files with such a problem are read once more, for the line that asked for it.

use super::Request;
use crate::diagnostic::catalogue::archive::{E301, E302, E306, W314, W315};
use crate::diagnostic::catalogue::theme::W511;
use crate::diagnostic::{Diagnostic, join};
use crate::source::{self, text::place_of_key};

/// Keys that give an article its address.
const ADDRESS: &[&str] = &["permalink", "url", "path", "slug"];

/// Gives each problem with a file and no line the line that asked for it, where there is one.
pub(super) fn lines(request: &Request, problems: &mut [Diagnostic]) {
    for problem in problems {
        let keys: &[&str] = match problem.code {
            code if [&E301, &E302, &E306].contains(&code) => ADDRESS,
            code if *code == W314 => &["redirect_to"],
            code if *code == W511 => &["template", "layout"],
            code if *code == W315 => &["navigation"],
            _ => continue,
        };
        let Some(place) = problem.place.as_mut().filter(|place| place.spot.is_none()) else { continue };
        let (root, shown) = match place.path == request.config_shown {
            true => (&request.site, &request.site_shown),
            false => (&request.content, &request.content_shown),
        };
        let folder = join(shown, "");
        let inside = place.path.strip_prefix(&folder).unwrap_or(&place.path).trim_start_matches('/');
        let Ok(bytes) = source::read(root, shown, inside) else { continue };
        *place = place_of_key(&place.path, &String::from_utf8_lossy(&bytes), keys);
    }
}
