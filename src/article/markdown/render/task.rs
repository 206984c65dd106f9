//! Tasks: list items with a check box.

use super::super::escape::push_text;
use super::super::text::{cut, tidy};
use super::Writer;
use std::fmt::Write;

/// Characters of a task's text that name its check box.
const LONGEST_LABEL: usize = 100;

impl Writer<'_, '_> {
    /// A check box that shows the state of a task. Its label is the text of the task, known only at its end.
    pub(super) fn start_task(&mut self, done: bool) {
        self.content("");
        let checked = if done { " checked" } else { "" };
        let _ = write!(self.out, "<input class=\"task\" type=\"checkbox\" disabled{checked} aria-label=\""); // cannot fail
        self.task = Some((self.out.len(), String::new()));
        self.out.push_str("\"> ");
    }

    pub(super) fn end_task(&mut self) {
        let Some((at, label)) = self.task.take() else { return };
        let label = cut(&tidy(&label), LONGEST_LABEL);
        let mut escaped = String::new();
        push_text(&mut escaped, if label.is_empty() { "☐" } else { &label });
        self.out.insert_str(at, &escaped);
    }
}
