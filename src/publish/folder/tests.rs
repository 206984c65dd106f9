use super::*;
use crate::publish::manifest::sum::Sum;
use crate::record::Class;

#[test]
fn a_file_that_is_not_what_it_was_is_not_put() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("page");
    fs::write(&source, "after").unwrap();
    let mut target = Folder::new(&folder.path().join("www"), "www", false, 1);
    target.lock().unwrap();
    let pending = Pending::default();
    target.begin(&pending, &State::default(), false).unwrap();
    let (size, sum) = (5, Sum::of(b"befor"));
    let entry = Entry { path: "a/b".into(), size, sum, class: Class::Article, retired: false, headers: None };
    let problem = target.put(&entry, &source, "output/a/b").unwrap_err();
    assert_eq!(problem.code.name, "E707");
    assert!(!folder.path().join("www/a/b").exists());
    assert_eq!(target.list(9).unwrap(), []);
    let gone = target.put(&entry, &folder.path().join("gone"), "output/a/b").unwrap_err();
    assert_eq!(gone.code.name, "E707");
}
