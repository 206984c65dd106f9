//! Every kind of edit, by name.

use super::dice::Dice;
use super::disk::Disk;
use super::site::Site;
use super::{content, mishaps, places, settings};
use std::path::PathBuf;

/// What an edit works on.
pub struct Hand<'a> {
    pub dice: &'a mut Dice,
    pub site: &'a mut Site,
    pub disk: &'a mut Disk,
    /// A folder that the edit put where a file of the output was.
    pub obstacle: Option<PathBuf>,
}

/// What a kind of edit does to a site that was built before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Often another site.
    Moves,
    /// Never another site: what is built is the same.
    Same,
    /// The site cannot be built.
    Stops,
}

/// A kind of edit. It says what it did, or nothing when this site offers nothing to do it to.
pub struct Kind {
    pub name: &'static str,
    pub effect: Effect,
    pub act: fn(&mut Hand<'_>) -> Option<String>,
}

const fn kind(name: &'static str, effect: Effect, act: fn(&mut Hand<'_>) -> Option<String>) -> Kind {
    Kind { name, effect, act }
}

use Effect::{Moves, Same, Stops};

/// All of them.
pub const KINDS: &[Kind] = &[
    kind("body", Moves, content::body),
    kind("body of the same size", Moves, content::body_of_the_same_size),
    kind("title", Moves, content::title),
    kind("standfirst and summary", Moves, content::standfirst),
    kind("date in the middle", Moves, content::date_in_the_middle),
    kind("date in the past", Moves, content::date_in_the_past),
    kind("date in the future", Moves, content::date_in_the_future),
    kind("date that cannot be read", Moves, content::broken_date),
    kind("date removed", Moves, content::undated),
    kind("tags", Moves, content::tags),
    kind("section", Moves, content::section),
    kind("series", Moves, content::series),
    kind("byline", Moves, content::byline),
    kind("slug", Moves, content::slug),
    kind("permalink", Moves, content::permalink),
    kind("aliases", Moves, content::aliases),
    kind("state", Moves, content::state),
    kind("published", Moves, content::published),
    kind("withdrawn", Moves, content::withdrawn),
    kind("embargo", Moves, content::embargo),
    kind("expiry", Moves, content::expiry),
    kind("correction", Moves, content::correction),
    kind("translation", Moves, content::translation),
    kind("link", Moves, content::link),
    kind("lead picture", Moves, content::lead_picture),
    kind("broken file", Moves, content::broken),
    kind("repaired file", Moves, content::repaired),
    kind("new article", Moves, places::new_article),
    kind("deleted article", Moves, places::deleted),
    kind("renamed article", Moves, places::renamed),
    kind("moved article", Moves, places::moved),
    kind("bundle", Moves, places::bundle),
    kind("two files exchanged", Moves, places::exchanged),
    kind("renamed folder", Moves, places::renamed_folder),
    kind("picture bytes", Moves, places::picture_bytes),
    kind("picture added", Moves, places::picture_added),
    kind("picture removed", Moves, places::picture_removed),
    kind("static file", Moves, places::static_file),
    kind("author file", Moves, settings::author_file),
    kind("section file", Moves, settings::section_file),
    kind("tag file", Moves, settings::tag_file),
    kind("series file", Moves, settings::series_file),
    kind("file of an index", Moves, settings::index_file),
    kind("standing page", Moves, settings::standing_page),
    kind("term file removed", Moves, settings::file_removed),
    kind("config key", Moves, settings::config_key),
    kind("paginate", Moves, settings::paginate),
    kind("theme", Moves, settings::theme),
    kind("template", Moves, settings::template),
    kind("template of the theme", Moves, settings::template_of_the_theme),
    kind("lists of the theme", Moves, settings::lists_of_the_theme),
    kind("style", Moves, settings::style),
    kind("word", Moves, settings::word),
    kind("moment forward", Moves, settings::forward),
    kind("moment back", Moves, settings::back),
    kind("drafts", Moves, settings::drafts),
    kind("strict", Moves, settings::strict),
    kind("broken config", Stops, settings::broken_config),
    kind("broken template", Stops, settings::broken_template),
    kind("touched", Same, mishaps::touched),
    kind("fresh copy of everything", Same, mishaps::fresh_copy),
    kind("same size, time set back", Moves, mishaps::time_set_back),
    kind("older file put in place", Moves, mishaps::older_file),
    kind("output altered", Same, mishaps::output_altered),
    kind("output altered, same size", Same, mishaps::output_altered_in_size),
    kind("output altered, time set back", Same, mishaps::output_time_set_back),
    kind("output emptied", Same, mishaps::output_emptied),
    kind("output deleted", Same, mishaps::output_deleted),
    kind("folder of the output deleted", Same, mishaps::output_folder_deleted),
    kind("whole output deleted", Same, mishaps::whole_output_deleted),
    kind("output turned folder", Same, mishaps::output_turned_folder),
    kind("nothing", Same, mishaps::nothing),
];
