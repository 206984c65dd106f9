//! Filters of templates: pure functions of their arguments.

use crate::language;
use std::collections::BTreeMap;
use tera::{Error, Kwargs, State, TeraResult, Tera, Value};

/// Adds Dateline's filters. `assets` maps names of theme assets to their addresses.
/// Tera's `group_by` (random order) and `unique` (quadratic) are replaced.
pub(super) fn register(tera: &mut Tera, assets: BTreeMap<String, String>) {
    tera.register_filter("asset", move |name: &str, _: Kwargs, _: &State| -> TeraResult<String> {
        assets.get(name).cloned().ok_or_else(|| unknown_asset(name, &assets))
    });
    tera.register_filter("plural", plural);
    tera.register_filter("fill", fill);
    tera.register_filter("number", number);
    tera.register_filter("unique", unique);
    tera.register_filter("group_by", group_by);
}

fn unknown_asset(name: &str, assets: &BTreeMap<String, String>) -> Error {
    let near = crate::yaml::suggest::did_you_mean(name, assets.keys().map(String::as_str));
    let near = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
    Error::message(format!("the theme has no asset `{name}`{near}"))
}

/// `{{ words.articles | plural(n=3, lang="fr") }}`: the form of a word for a number, with `{n}` filled in.
fn plural(forms: Value, args: Kwargs, _: &State) -> TeraResult<String> {
    let n: u64 = args.must_get("n")?;
    let lang: &str = args.must_get("lang")?;
    let category = language::plural_category(lang, n);
    let form = match forms.as_str() {
        Some(text) => text.to_owned(),
        None => [category, "other"]
            .iter()
            .find_map(|c| forms.get_from_path(c).and_then(|v| v.as_str()).map(str::to_owned))
            .ok_or_else(|| Error::message("`plural` needs a word with a form `other`"))?,
    };
    Ok(form.replace("{n}", &language::format_number(n, lang)))
}

/// `{{ words.part | fill(n=2, title=x) }}`: replaces `{n}` and `{title}`.
fn fill(text: &str, args: Kwargs, _: &State) -> TeraResult<String> {
    let mut out = text.to_owned();
    for (key, value) in args.iter() {
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        out = out.replace(&format!("{{{key}}}"), &shown);
    }
    Ok(out)
}

/// `{{ 1204 | number(lang="en") }}`: `1,204`.
fn number(n: u64, args: Kwargs, _: &State) -> TeraResult<String> {
    Ok(language::format_number(n, args.must_get::<&str>("lang")?))
}

/// The items without repeats, in their order.
fn unique(items: &[Value], _: Kwargs, _: &State) -> Value {
    let mut seen = std::collections::HashSet::new();
    let kept: Vec<Value> = items.iter().filter(|v| seen.insert(format!("{v:?}"))).cloned().collect();
    Value::from(kept)
}

/// `{{ items | group_by(attribute="genre") }}`: a list of `{name, items}` in the order groups first appear.
fn group_by(items: &[Value], args: Kwargs, _: &State) -> TeraResult<Value> {
    let attribute: &str = args.must_get("attribute")?;
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        let name = item.get_from_path(attribute).map_or_else(String::new, ToString::to_string);
        let at = *places.entry(name.clone()).or_insert_with(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(item.clone());
    }
    #[derive(serde::Serialize)]
    struct Group {
        name: String,
        items: Vec<Value>,
    }
    let groups: Vec<Group> = groups.into_iter().map(|(name, items)| Group { name, items }).collect();
    Value::try_from_serializable(&groups)
}
