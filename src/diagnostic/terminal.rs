//! Diagnostics for people at a terminal, drawn by `annotate-snippets`.
