//! The archive is the same each time, and of the size it says.

use super::archive::{Archive, File};
use std::collections::HashSet;

fn all(articles: usize, seed: u64) -> Vec<File> {
    Archive::new(articles, seed).files().collect()
}

#[test]
fn the_same_number_and_seed_give_the_same_files() {
    assert_eq!(all(300, 7), all(300, 7));
    assert_ne!(all(300, 7), all(300, 8));
}

#[test]
fn an_article_does_not_depend_on_those_before_it() {
    let archive = Archive::new(300, 7);
    let twelfth = archive.article(12);
    assert!(archive.files().any(|file| file == twelfth));
}

#[test]
fn no_path_comes_twice() {
    let files = all(1000, 1);
    let paths: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len());
}

#[test]
fn an_article_has_about_500_words() {
    let archive = Archive::new(500, 1);
    let words: usize = (0..500).map(|n| archive.article(n).text.split_whitespace().count()).sum();
    assert!((450..650).contains(&(words / 500)), "{} words", words / 500);
}
