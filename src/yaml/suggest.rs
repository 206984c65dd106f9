//! "Did you mean …?": the known word that a written word was most likely meant to be.

/// The candidate nearest to `word`, when one is near enough: one slip (a letter wrong, missing, too many, or two
/// swapped) in a word of three letters or more, two from six, three from ten. Case does not count, and `-`, `_` and
/// blanks count as one. Of equally near ones the first.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer words are nobody's slip of the pen.
    const LONGEST: usize = 64;
    let word = plain(word);
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = plain(candidate);
        if other.is_empty() || other.len().abs_diff(word.len()) > 3 {
            continue;
        }
        let distance = distance(&word, &other);
        let allowed = match word.len().min(other.len()) {
            0..=2 => 0,
            3..=5 => 1,
            6..=9 => 2,
            _ => 3,
        };
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Lower case, one kind of separator.
fn plain(word: &str) -> Vec<char> {
    word.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '-' | ' ') { '_' } else { c })
        .collect()
}

/// Number of letters to change, add, leave out or swap with a neighbour (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips() {
        let keys = ["title", "base_url", "language", "timezone", "id"];
        for (word, meant) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("base-url", Some("base_url")),
            ("base url", Some("base_url")),
            ("langauge", Some("language")),
            ("time_zone", Some("timezone")),
            ("ie", None),
            ("ID", Some("id")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(word, keys), meant, "{word}");
        }
    }

    #[test]
    fn takes_the_nearest_and_of_equals_the_first() {
        assert_eq!(did_you_mean("tages", ["stages", "tags"]), Some("stages"));
        assert_eq!(did_you_mean("series", ["serie", "series"]), Some("series"));
    }
}
