//! Pictures as SVG, in colours that follow the reader's preference for light or dark, on a ground of their own: a page may be
//! of the other kind.

use std::fmt::Write as _;

const STYLE: &str = "text{font:14px system-ui,sans-serif;fill:#1f2328}.ground{fill:#fff;stroke:#d0d7de}.mono{font:13px ui-monospace,monospace}\
     .soft{fill:#59636e}.head{font-weight:600}.line{stroke:#59636e;fill:none;stroke-width:1.5}.tip{fill:#59636e}.rule{stroke:#d0d7de}\
     .box{fill:#f6f8fa;stroke:#8c959f}.yes{fill:#dafbe1;stroke:#1a7f37}.no{fill:#ffebe9;stroke:#cf222e}.own{fill:#ddf4ff;stroke:#0969da}\
     @media(prefers-color-scheme:dark){text{fill:#f0f6fc}.ground{fill:#0d1117;stroke:#3d444d}.soft{fill:#9198a1}.line{stroke:#9198a1}.tip{fill:#9198a1}\
     .rule{stroke:#3d444d}.box{fill:#151b23;stroke:#656c76}.yes{fill:#12261e;stroke:#2ea043}.no{fill:#2d1417;stroke:#f85149}.own{fill:#0c2d6b;stroke:#388bfd}}";

/// A picture that is being drawn; lengths are pixels.
#[derive(Clone, Debug)]
pub struct Picture {
    width: u32,
    height: u32,
    title: String,
    drawn: String,
}

impl Picture {
    /// An empty one. The title is what a screen reader says.
    pub fn new(width: u32, height: u32, title: &str) -> Picture {
        Picture { width, height, title: title.to_owned(), drawn: String::new() }
    }

    /// A rectangle of a class: `box`, `yes`, `no` or `own`.
    pub fn rectangle(&mut self, class: &str, [x, y, width, height]: [u32; 4]) {
        let _ = writeln!(
            self.drawn,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>"
        );
    }

    /// A text whose base line begins at a place, of classes such as `mono`, `soft` and `head`.
    pub fn text(&mut self, class: &str, [x, y]: [u32; 2], text: &str) {
        self.anchored(class, "start", [x, y], text);
    }

    /// A text in the middle of a place.
    pub fn centred(&mut self, class: &str, [x, y]: [u32; 2], text: &str) {
        self.anchored(class, "middle", [x, y], text);
    }

    fn anchored(&mut self, class: &str, anchor: &str, [x, y]: [u32; 2], text: &str) {
        let text = escaped(text);
        let _ = writeln!(
            self.drawn,
            "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x}\" y=\"{y}\">{text}</text>"
        );
    }

    /// A line through places, with a tip at its end.
    pub fn arrow(&mut self, places: &[[u32; 2]]) {
        self.path("marker-end=\"url(#tip)\"", places);
    }

    /// A line through places.
    pub fn line(&mut self, places: &[[u32; 2]]) {
        self.path("", places);
    }

    fn path(&mut self, more: &str, places: &[[u32; 2]]) {
        let points: Vec<String> = places.iter().map(|[x, y]| format!("{x},{y}")).collect();
        let _ = writeln!(self.drawn, "<polyline class=\"line\" {more} points=\"{}\"/>", points.join(" "));
    }

    /// The text of an SVG file.
    pub fn svg(&self) -> String {
        let Picture { width, height, drawn, .. } = self;
        let title = escaped(&self.title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n\
             <defs><marker id=\"tip\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\" orient=\"auto\"><path class=\"tip\" d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>\n\
             <rect class=\"ground\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n{drawn}</svg>\n",
            width - 1,
            height - 1
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
