//! Documents drawn by lot.

use super::super::*;
use super::root;
use proptest::prelude::*;

/// A place that nothing has.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// Each place lies in the text; a scalar's place, read by itself, has the scalar's value (or is the place of what is
/// around it).
fn check_places(text: &str, node: &Node, parent: &Range<usize>) -> Result<(), TestCaseError> {
    prop_assert!(text.get(node.span.clone()).is_some(), "{text:?} {node:?}");
    match &node.value {
        Value::List(items) => {
            for item in items {
                check_places(text, item, &node.span)?;
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                prop_assert!(text.get(entry.key_span.clone()).is_some());
                check_places(text, &entry.value, &entry.key_span)?;
            }
        }
        _ => {
            let at = &text[node.span.clone()];
            // Digits in the header of a block text count from what is around it, which is missing here; a name too.
            let alone = !at.starts_with(['|', '>', '*']) && !at.contains(['\u{85}', '\u{2028}', '\u{2029}']);
            if node.span != *parent && alone && !at.is_empty() {
                let deeper = at.replace("\r\n", "\n").replace(['\r', '\n'], "\n ");
                let list = root(&format!("- {deeper}"));
                let value = &list.as_list().unwrap()[0].value;
                prop_assert_eq!(value, &node.value, "{:?} at {:?} in {:?}", node, at, text);
            }
        }
    }
    Ok(())
}

fn scalar() -> impl Strategy<Value = serde_yaml::Value> {
    use serde_yaml::Value as Yaml;
    prop_oneof![
        Just(Yaml::Null),
        any::<bool>().prop_map(Yaml::from),
        any::<i64>().prop_map(Yaml::from),
        (-1e6..1e6f64).prop_map(Yaml::from),
        "[a-z]{1,8}".prop_map(Yaml::from),
        "[ -~é\n\"':#,\\[\\]{}-]{0,24}".prop_map(Yaml::from),
    ]
}

fn tree() -> impl Strategy<Value = serde_yaml::Value> {
    use serde_yaml::Value as Yaml;
    scalar().prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Yaml::from),
            prop::collection::btree_map("[a-zé :'#]{1,6}|[0-9.]{1,3}", inner, 0..6)
                .prop_map(|map| Yaml::Mapping(map.into_iter().map(|(k, v)| (Yaml::from(k), v)).collect())),
        ]
    })
}

/// Whether a node is what was written.
fn is_same(node: &Node, written: &serde_yaml::Value) -> bool {
    use serde_yaml::Value as Yaml;
    match (&node.value, written) {
        (Value::Null, Yaml::Null) => true,
        (Value::Bool(a, _), Yaml::Bool(b)) => a == b,
        (Value::Integer(a, _), Yaml::Number(b)) => Some(*a) == b.as_i64(),
        (Value::Float(a, _), Yaml::Number(b)) => Some(*a) == b.as_f64(),
        (Value::Text(a), Yaml::String(b)) => **a == **b,
        (Value::List(a), Yaml::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Map(a), Yaml::Mapping(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, (key, b))| Some(&*a.key) == key.as_str() && is_same(&a.value, b))
        }
        _ => false,
    }
}

/// Number of scalars, and of those whose place was not found.
fn lost(node: &Node, parent: &Range<usize>) -> (usize, usize) {
    let sum = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
    match &node.value {
        Value::List(items) => items.iter().map(|item| lost(item, &node.span)).fold((0, 0), sum),
        Value::Map(entries) => {
            entries.iter().map(|entry| lost(&entry.value, &entry.key_span)).fold((0, 0), sum)
        }
        _ => (1, usize::from(node.span == *parent)),
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,40}|[\\x00-\\x7f]{0,60}") {
        if let Ok(document) = parse(&text) {
            check_places(&text, &document.root, &(0..0))?;
        }
    }

    #[test]
    fn no_text_that_looks_like_yaml_panics(text in "([a-c]|[a-c]: |\n|\n  |\n    |- |\\[|\\]|\\{|\\}|, |\"|'|#| #|\\||>|\\? |: |&a |\\*a|&a\n|\\*a : |!t |<<: |~|1\\.0|true|\t|é|---|\r\n){0,30}") {
        match parse(&text) {
            Ok(document) => check_places(&text, &document.root, &(0..0))?,
            Err(error) => prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error),
        }
    }

    #[test]
    fn written_trees_are_found(tree in tree()) {
        let text = serde_yaml::to_string(&tree).unwrap();
        let root = parse(&text).unwrap().root;
        prop_assert!(is_same(&root, &tree), "{}\n{:?}", text, root);
        check_places(&text, &root, &NOWHERE)?;
        prop_assert_eq!(lost(&root, &NOWHERE).1, 0, "{}\n{:?}", text, root);
    }
}
