//! Where an article stands: in a printed newspaper, in a running story.

use super::node::Node;
use super::{Site, absolute};
use crate::plan::view::{ArticleView, PrintView, SeriesView};
use serde_json::Value;

/// What the article is part of: the issue of the volume of the newspaper, as far as these are known, and the series.
pub fn wholes(site: Site, article: &ArticleView) -> Vec<Value> {
    let printed = article.print.as_ref().and_then(printed);
    let series = article.series.as_ref().map(|series| running_story(site, series));
    printed.into_iter().chain(series).map(Value::from).collect()
}

fn printed(print: &PrintView) -> Option<Node> {
    let newspaper = known(&print.publication).map(|name| Node::new("Newspaper").text("name", name));
    let volume = match known(&print.volume) {
        Some(number) => {
            Some(Node::new("PublicationVolume").text("volumeNumber", number).optional("isPartOf", newspaper))
        }
        None => newspaper,
    };
    match known(&print.issue) {
        Some(number) => {
            Some(Node::new("PublicationIssue").text("issueNumber", number).optional("isPartOf", volume))
        }
        None => volume,
    }
}

fn running_story(site: Site, series: &SeriesView) -> Node {
    Node::new("CreativeWorkSeries")
        .text("name", &series.title)
        .optional("url", series.url.as_deref().map(|url| absolute(site, url)))
}

fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
