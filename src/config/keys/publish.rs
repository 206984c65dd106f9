//! The options of a target under `publish`.

use crate::yaml::shape::{Choice, Field, Shape};

const ENCODINGS: &[Choice] = &[
    ("none", "they are not packed."),
    ("gzip", "every browser and every feed reader reads it."),
    ("brotli", "smaller; every browser reads it, some other programs do not."),
];

pub(super) const TARGET: &[Field] = &[
    Field::new(
        "url",
        Shape::Text,
        "Address: a folder, as a path (relative to `config.yaml`, or absolute) or as `file:///srv/www`; a bucket of S3 or of a store \
         that speaks as it does, `s3://bucket/prefix`, of Google, `gs://bucket/prefix`, or a container of Azure, \
         `az://container/prefix`; a folder of another machine over SSH, `sftp://user@host/srv/www`; or a branch of a Git repository, \
         `git+ssh://git@host/mercury/site.git#pages`, also with `git+https` and `git+file`. No password stands in it.",
    )
    .elsewhere(&["path", "address", "to", "destination", "host", "bucket"]),
    Field::new(
        "swap",
        Shape::Boolean,
        "Whether a folder gets a new release beside the old ones, which readers are shown from one moment to the next: the web \
         server shows `current` in it. If not, files are replaced one by one in the folder itself.",
    )
    .elsewhere(&["atomic", "releases", "symlink"])
    .default("true"),
    Field::new("keep", Shape::Integer { min: 1, max: 1000 }, "Releases that are kept, the one that readers see among them.")
        .elsewhere(&["keep_releases", "history", "retain"])
        .default("5"),
    Field::new("concurrency", Shape::Integer { min: 1, max: 256 }, "Files that are sent at once.")
        .elsewhere(&["workers", "threads", "jobs", "parallel"])
        .default("8"),
    Field::new(
        "max_delete",
        Shape::Text,
        "How many files a publish may delete unasked: a number, or a share such as `2%`. Without this key 256, or one in a hundred \
         where that is more.",
    )
    .elsewhere(&["maxDeletes", "delete_limit"]),
    Field::new("endpoint", Shape::Text, "Address of the server of a store, where it is not the provider's own. For S3 `AWS_ENDPOINT_URL` without it, for Azure `AZURE_STORAGE_ENDPOINT`.")
        .elsewhere(&["endpoint_url", "server"]),
    Field::new("region", Shape::Text, "Region of a store of S3. Without it `AWS_REGION`, else `us-east-1`.")
        .elsewhere(&["aws_region", "location"]),
    Field::new("allow_http", Shape::Boolean, "Whether a store may be spoken to without encryption, inside of a closed network.")
        .elsewhere(&["insecure", "http"])
        .default("false"),
    Field::new(
        "cache",
        Shape::MapOf(&Shape::Text),
        "How long browsers and networks may keep files of a store: patterns, each with a `Cache-Control`. The first that fits holds; \
         `*` stands for anything but `/`, `**` for anything, and a pattern without `/` is about names. Else assets, whose names \
         change with their content, are kept for a year, pictures for a day, and pages for a minute.",
    )
    .elsewhere(&["cache_control", "headers", "matchers"])
    .default("{}")
    .example("'*.html': public, max-age=300"),
    Field::new(
        "encoding",
        Shape::OneOf(ENCODINGS),
        "How pages, style sheets, feeds and other texts are packed in a store. Every reader gets them so, since a store does not ask.",
    )
    .elsewhere(&["compress", "compression", "content_encoding", "gzip"])
    .default("none"),
    Field::new(
        "redirects",
        Shape::Boolean,
        "Whether old addresses are also told to a store of S3 that is set up as a website, which then answers with a redirect of its \
         own (`x-amz-website-redirect-location`) instead of with the page that leads on.",
    )
    .elsewhere(&["website", "redirect", "website_redirects"])
    .default("false"),
    Field::new(
        "force_push",
        Shape::Boolean,
        "Whether a Git branch is to hold the newest publish alone, so that its repository does not grow. Each publish is then a commit \
         without history, which takes the place of the one before by force, if nobody else has changed it; there is nothing to go back to.",
    )
    .elsewhere(&["force", "orphan", "single_commit", "forceOrphan"])
    .default("false"),
    Field::new(
        "public",
        Shape::Boolean,
        "Whether what is published there is public. Addresses that were ever public are kept in `addresses.tsv`, and none of them \
         may vanish; for a site that only the newsroom sees, write `false`.",
    )
    .elsewhere(&["private", "live", "is_public"])
    .default("true"),
    Field::new(
        "purge",
        Shape::Text,
        "A command that is run by `sh` in the site's folder after each publish, with the addresses of all pages that have changed on \
         its standard input, one a line: for a content delivery network.",
    )
    .elsewhere(&["invalidate", "hook", "after", "invalidateCDN"]),
];
