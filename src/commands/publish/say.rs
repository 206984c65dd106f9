//! What `publish` says: the plan as a table, and what became of it.

use crate::cli::{Format, PublishArgs};
use crate::commands::transfer::bytes;
use crate::commands::{Status, report, verify};
use crate::diagnostic::Diagnostic;
use crate::publish::plan::{Action, Plan, Step, Why};
use crate::publish::receipt::Receipt;
use crate::publish::verify::Differences;
use serde_json::{Value, json};

/// Steps that are listed; of more, their number is said.
const LISTED: usize = 40;

/// What is known at the end.
#[derive(Default)]
pub(super) struct Said {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) target: String,
    pub(super) url: String,
    pub(super) faulty: usize,
    pub(super) plan: Option<Plan>,
    pub(super) receipt: Option<Receipt>,
    pub(super) sent: usize,
    pub(super) bytes_sent: u64,
    /// Addresses that are public for the first time; none where they were not looked at.
    pub(super) new_addresses: Option<usize>,
    pub(super) differences: Option<Differences>,
}

impl Said {
    /// Says the plan before it is carried out, to those who watch.
    pub(super) fn say_plan(&self, args: &PublishArgs) {
        if let (Some(plan), Format::Human, false) = (&self.plan, args.format, args.quiet) {
            report::say(&table(plan, args.verbose));
        }
    }

    /// Says everything else.
    pub(super) fn finish(&self, args: &PublishArgs, status: Status) {
        if args.format == Format::Json {
            report::print(&format!("{}\n", self.json(args, status)));
            return;
        }
        report::diagnostics(&self.diagnostics, args.verbose, args.quiet);
        if let (Some(plan), true) = (&self.plan, args.dry_run) {
            report::print(&table(plan, args.verbose));
        }
        if let Some(differences) = &self.differences {
            report::print(&verify::human(differences));
        }
        report::print(&self.summary(args, status));
        if let Some(new) = self.new_addresses.filter(|new| *new > 0) {
            report::print(&format!("{new} addresses are public for the first time: commit addresses.tsv\n"));
        }
    }

    fn summary(&self, args: &PublishArgs, status: Status) -> String {
        let faulty = match self.faulty {
            0 => String::new(),
            1 => "; 1 article was faulty".to_owned(),
            n => format!("; {n} articles were faulty"),
        };
        let to = format!("{} ({})", self.target, self.url);
        match (&self.receipt, &self.plan) {
            (Some(receipt), _) if receipt.rollback_to.is_some() => {
                let would = if args.dry_run { "Would go" } else { "Went" };
                let id = receipt.rollback_to.as_deref().unwrap_or_default();
                format!("{would} back to {id} at {to}\n")
            }
            (Some(receipt), Some(plan)) => format!(
                "Published to {to}: {} new, {} replaced, {} deleted, {} unchanged; {} sent in {}{faulty}\n\
                 Receipt: {}\n",
                receipt.put,
                receipt.replaced,
                receipt.deleted,
                plan.kept,
                bytes(self.bytes_sent),
                files(self.sent),
                receipt.id
            ),
            _ if status == Status::Failed => "Nothing was published.\n".to_owned(),
            (None, Some(_)) if args.dry_run => format!("Nothing was done at {to}{faulty}\n"),
            (None, Some(plan)) => {
                format!("Nothing to do at {to}: {} are the same{faulty}\n", files(plan.kept))
            }
            _ => String::new(),
        }
    }

    fn json(&self, args: &PublishArgs, status: Status) -> Value {
        let plan = self.plan.as_ref().map(|plan| {
            json!({
                "put": plan.count(Action::Put),
                "replaced": plan.count(Action::Replace),
                "deleted": plan.count(Action::Delete),
                "unchanged": plan.kept,
                "bytes": plan.bytes(),
                "steps": plan.steps.iter().map(step).collect::<Vec<_>>(),
            })
        });
        json!({
            "target": self.target,
            "url": self.url,
            "published": status != Status::Failed && !args.dry_run,
            "dry_run": args.dry_run,
            "faulty": self.faulty,
            "plan": plan,
            "files_sent": self.sent,
            "bytes_sent": self.bytes_sent,
            "receipt": self.receipt,
            "new_addresses": self.new_addresses,
            "verified": self.differences,
            "diagnostics": self.diagnostics.iter().map(report::to_json).collect::<Vec<_>>(),
        })
    }
}

fn step(step: &Step) -> Value {
    json!({"action": action(step.action), "why": because(step.why), "path": step.path, "bytes": step.size})
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::Put => "put",
        Action::Replace => "replace",
        Action::Delete => "delete",
    }
}

fn because(why: Why) -> &'static str {
    match why {
        Why::New => "new",
        Why::Content => "content differs",
        Why::Headers => "headers differ",
        Why::Unsure => "to be looked at",
        Why::Gone => "no longer in the site",
        Why::Left => "left by an interrupted publish",
        Why::Retired => "no longer used",
    }
}

/// The plan: one line a step, and what it comes to.
fn table(plan: &Plan, all: bool) -> String {
    let mut out = String::new();
    let listed = if all { plan.steps.len() } else { LISTED };
    for step in plan.steps.iter().take(listed) {
        let size = if step.action == Action::Delete { "".to_owned() } else { bytes(step.size) };
        let line = format!("{:<8} {size:>12}  {:<21}  {}", action(step.action), because(step.why), step.path);
        out.push_str(&line);
        out.push('\n');
    }
    if plan.steps.len() > listed {
        out.push_str(&format!("and {} more: add -v\n", plan.steps.len() - listed));
    }
    let count = |action| plan.count(action);
    out.push_str(&format!(
        "Plan: {} new, {} replaced, {} deleted, {} unchanged; {} to send\n",
        count(Action::Put),
        count(Action::Replace),
        count(Action::Delete),
        plan.kept,
        bytes(plan.bytes())
    ));
    out
}
