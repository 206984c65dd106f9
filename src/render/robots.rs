//! `robots.txt` (RFC 9309).

/// A `robots.txt` that lets every crawler in and names the sitemaps by their absolute addresses.
pub fn robots(sitemaps: &[String]) -> String {
    let mut file = String::from("User-agent: *\nDisallow:\n");
    for (index, sitemap) in sitemaps.iter().enumerate() {
        // A line that ended early would begin another rule.
        let address: String = sitemap.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let blank = if index == 0 { "\n" } else { "" };
        file.push_str(&format!("{blank}Sitemap: {address}\n"));
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_may_read_everything() {
        assert_eq!(robots(&[]), "User-agent: *\nDisallow:\n");
        let sitemaps = [
            "https://a.example/sitemap.xml".to_owned(),
            "https://a.example/news.xml\nDisallow: /".to_owned(),
        ];
        assert_eq!(
            robots(&sitemaps),
            "User-agent: *\nDisallow:\n\n\
             Sitemap: https://a.example/sitemap.xml\nSitemap: https://a.example/news.xmlDisallow:/\n"
        );
    }
}
