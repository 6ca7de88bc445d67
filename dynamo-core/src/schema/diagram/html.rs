//! The page around the drawing.

use super::Diagram;
use super::escape::markup;

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 1312px; padding: 24px 16px 48px; background: #eef1f5; color: #17202b; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0 16px; font-size: 22px; }
p { margin: 4px 16px 12px; }
.drawing { overflow-x: auto; }
.drawing svg { display: block; min-width: 900px; width: 100%; height: auto; }
details { margin: 12px 16px; }
pre { overflow-x: auto; padding: 12px; font: 12px/1.5 ui-monospace, Menlo, Consolas, monospace; border: 1px solid #8886; border-radius: 8px; }
@media (prefers-color-scheme: dark) { body { background: #0e1217; color: #e4eaf1; } }
";

/// Whatever a name holds, a page may load nothing and run nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

pub(super) fn page(diagram: &Diagram) -> String {
    let names = diagram.tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join(", ");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<h1>The model</h1>\n<p>{}</p>\n<div class=\"drawing\">\n{}</div>\n\
         <details>\n<summary>The same for Mermaid</summary>\n<pre>{}</pre>\n</details>\n</body>\n</html>\n",
        markup(&names),
        markup(&summary(diagram)),
        super::svg::drawing(diagram),
        // Here lines are meant.
        diagram.mermaid().lines().map(markup).collect::<Vec<_>>().join("\n"),
    )
}

fn summary(diagram: &Diagram) -> String {
    let (mut kinds, mut indexes) = (0, 0);
    for table in &diagram.tables {
        kinds += table.entities.len();
        indexes += table.indexes.len();
    }
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    [
        counted(diagram.tables.len(), "table", "tables"),
        counted(kinds, "kind of items", "kinds of items"),
        counted(indexes, "index", "indexes"),
    ]
    .join(", ")
}
