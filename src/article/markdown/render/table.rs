//! Tables, in a frame that scrolls sideways and that the keyboard reaches.

use super::super::escape::push_text;
use super::Writer;
use pulldown_cmark::Alignment;

/// A table being read.
pub(super) struct Table {
    alignments: Vec<Alignment>,
    /// Number of the next cell in its row.
    column: usize,
    in_head: bool,
    /// Where the start tag of the current cell stands, and where its content begins.
    cell: (usize, usize),
}

impl Writer<'_, '_> {
    /// The frame is named after the heading above it, where there is one.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.out.push_str("<div class=\"table\" tabindex=\"0\"");
        if let Some(id) = &self.headings.last {
            self.out.push_str(" role=\"group\" aria-labelledby=\"");
            push_text(&mut self.out, id);
            self.out.push('"');
        }
        self.out.push_str("><table>\n");
        self.table = Some(Table { alignments, column: 0, in_head: true, cell: (0, 0) });
    }

    pub(super) fn start_row(&mut self) {
        if let Some(table) = &mut self.table {
            if std::mem::take(&mut table.in_head) {
                self.out.push_str("<tbody>\n");
            }
            table.column = 0;
        }
        self.out.push_str("<tr>");
    }

    pub(super) fn start_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let start = self.out.len();
        self.out.push_str(if table.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(class(table.alignments.get(table.column)));
        self.out.push('>');
        table.column += 1;
        table.cell = (start, self.out.len());
    }

    pub(super) fn end_cell(&mut self) {
        let Some(table) = &self.table else { return };
        let (start, content) = table.cell;
        if !table.in_head {
            self.out.push_str("</td>");
        } else if self.out.len() > content {
            self.out.push_str("</th>");
        } else {
            // A header without text names nothing.
            self.out.truncate(start);
            self.out.push_str("<td></td>");
        }
    }

    pub(super) fn end_table(&mut self) {
        if self.table.take().is_some_and(|table| !table.in_head) {
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table></div>\n");
    }
}

fn class(alignment: Option<&Alignment>) -> &'static str {
    match alignment {
        Some(Alignment::Right) => " class=\"num\"",
        Some(Alignment::Center) => " class=\"center\"",
        _ => "",
    }
}
