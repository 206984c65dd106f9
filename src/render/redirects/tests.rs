use super::*;
use proptest::prelude::*;

fn redirects(pairs: &[(&str, &str)]) -> Vec<Redirect> {
    pairs.iter().map(|(from, to)| Redirect { from: (*from).to_owned(), to: (*to).to_owned() }).collect()
}

const ODD: [(&str, &str); 9] = [
    ("/2009/old page.html", "/new%20page/"),
    ("/caf%C3%A9/", "/caf%C3%A9-2/"),
    ("/100%/\"x\"#y\\z", "/a/"),
    ("/price$1${HOME}/*/:id", "/b:c/"),
    ("/line\nbreak", "/c\n/d \"e\""),
    ("/latin-%E9", "/f/"),
    ("/?p=12", "/g/"),
    ("/search?q", "https://other.example:8080/h:i/?x=1&y=2#z"),
    ("no//slash", "/j/"),
];

#[test]
fn a_page_leads_on_by_itself() {
    let page = redirect_page(&RedirectPage {
        lang: "en\"",
        dir: "ltr",
        moved: "This page has moved:",
        title: "Ferry <b> & \"co\"",
        url: "/a?x=1&y=\"><script>",
        permalink: "https://courier.example/a",
    });
    for part in [
        "<html lang=\"en&quot;\" dir=\"ltr\">",
        "<title>Ferry &lt;b&gt; &amp; &quot;co&quot;</title>",
        "<link rel=\"canonical\" href=\"https://courier.example/a\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "content=\"0; url=/a?x=1&amp;y=%22%3E%3Cscript%3E\"",
        "<a href=\"/a?x=1&amp;y=%22%3E%3Cscript%3E\">https://courier.example/a</a>",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
}

#[test]
fn netlify_lines_have_no_wildcards() {
    assert_eq!(
        netlify(&redirects(&ODD)),
        "/ p=12 /g/ 301\n\
         /2009/old%20page.html /new%20page/ 301\n\
         /caf%C3%A9/ /caf%C3%A9-2/ 301\n\
         /100%25/%22x%22%23y%5Cz /a/ 301\n\
         /price$1$%7BHOME%7D/%2A/%3Aid /b%3Ac/ 301\n\
         /line%0Abreak /c%0A/d%20%22e%22 301\n\
         /latin-%E9 /f/ 301\n\
         /no/slash /j/ 301\n"
    );
    assert_eq!(
        netlify(&redirects(&[("/a", "https://other.example:8080/h:i/#z")])),
        "/a https://other.example:8080/h%3Ai/#z 301\n"
    );
}

#[test]
fn apache_compares_whole_paths() {
    assert_eq!(
        apache(&redirects(&[("/old/", "/new%20/"), ("/a.b", "/c/"), ("/?p=12", "/d/?e")])),
        "# Old addresses and where they lead. Needs mod_rewrite.\n\
         RewriteEngine On\n\
         \n\
         RewriteCond \"%{REQUEST_URI}\" \"^/$\"\n\
         RewriteCond \"%{QUERY_STRING}\" \"^p=12$\"\n\
         RewriteRule \"^\" \"/d/?e\" [R=301,L,NE,QSD]\n\
         \n\
         RewriteCond \"%{REQUEST_URI}\" \"^/old/?$\"\n\
         RewriteRule \"^\" \"/new\\%20/\" [R=301,L,NE]\n\
         \n\
         RewriteCond \"%{REQUEST_URI}\" \"^/a\\.b$\"\n\
         RewriteRule \"^\" \"/c/\" [R=301,L,NE]\n"
    );
}

#[test]
fn apache_cannot_be_led_astray() {
    let file = apache(&redirects(&ODD));
    for part in [
        "\"^/100%/\\x22x\\x22#y\\x5Cz$\"",
        "\"^/price\\$1\\$\\{HOME\\}/\\*/:id$\"",
        "\"^/line\\x0Abreak$\"",
        "\"^/latin-\\xE9$\"",
        "\"^/café/?$\"",
        "\"/c\\%0A/d\\%20\\%22e\\%22\"",
    ] {
        assert!(file.contains(part), "{part} is missing in {file}");
    }
}

#[test]
fn nginx_maps_paths_and_queries() {
    let file = nginx(&redirects(&ODD));
    for part in [
        "map $uri $dateline_redirect_by_path {\n    default \"\";\n    \"/2009/old page.html\" \"/new%20page/\";\n",
        "    \"/café/\" \"/caf%C3%A9-2/\";\n",
        "    \"/café\" \"/caf%C3%A9-2/\";\n",
        "    \"/100%/\\\"x\\\"#y\\\\z\" \"/a/\";\n",
        "    \"~^/line\\x0Abreak$\" \"/c%0A/d%20%22e%22\";\n",
        "    \"~^/latin-\\xE9$\" \"/f/\";\n",
        "map \"$uri?$args\" $dateline_redirect {\n    default $dateline_redirect_by_path;\n    \"/?p=12\" \"/g/\";\n",
    ] {
        assert!(file.contains(part), "{part} is missing in {file}");
    }
    assert!(!file.contains("map_hash_bucket_size"));
}

#[test]
fn nginx_has_no_entry_twice_and_room_for_long_ones() {
    let long = format!("/{}/", "a".repeat(100));
    let file = nginx(&redirects(&[("/A/", "/1/"), ("/a/", "/2/"), ("/a", "/3/"), (&long, "/4/")]));
    assert!(file.contains("\"/A/\" \"/1/\"") && !file.contains("/2/"));
    assert!(file.contains("\"/a\" \"/3/\"") && !file.contains("\"/A\""));
    assert!(file.contains("map_hash_bucket_size 128;"));
}

proptest! {
    #[test]
    fn no_address_breaks_out_of_its_place(from in "(\\PC|\n|\r|\t|\"|'|\\\\|#|%|\\$|\\{|\\}|;| ){0,20}", to in "(\\PC|\n|\"|\\\\|\\$| |:){0,20}") {
        let pair = redirects(&[(&from, &to)]);
        let netlify = netlify(&pair);
        prop_assert!(netlify.is_empty() || netlify.matches('\n').count() == 1);
        prop_assert!(netlify.is_empty() || netlify.trim_end().ends_with(" 301"));
        for line in apache(&pair).lines().skip(2).filter(|line| !line.is_empty()) {
            prop_assert!(line.starts_with("Rewrite"), "{}", line);
            prop_assert_eq!(line.matches('"').count(), 4, "{}", line);
            prop_assert!(!line.contains("\\\\") && !line.contains("${"), "{}", line);
        }
        let nginx = nginx(&pair);
        let entries = nginx.lines().filter(|line| line.starts_with("    \""));
        for line in entries {
            let bare = line.replace("\\\\", "").replace("\\\"", "");
            prop_assert_eq!(bare.matches('"').count(), 4, "{}", line);
            prop_assert!(line.ends_with("\";"), "{}", line);
        }
        let page = redirect_page(&RedirectPage { lang: &from, dir: "ltr", moved: &from, title: &from, url: &to, permalink: &to });
        prop_assert_eq!(page.matches('<').count(), 22);
    }
}

proptest! {
    #[test]
    fn a_page_says_where_it_leads(url in "\\PC{0,40}", title in "\\PC{0,20}") {
        let permalink = format!("https://courier.example{url}");
        let page = redirect_page(&RedirectPage { lang: "en", dir: "ltr", moved: "Moved:", title: &title, url: &url, permalink: &permalink });
        prop_assert_eq!(destination(&page), Some(safe_target(&url)));
    }
}
