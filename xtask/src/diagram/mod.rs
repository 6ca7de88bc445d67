//! `cargo xtask diagram`: the page that `examples/diagram.rs` draws, opened in a browser.
//!
//! The library's tests read the page as text. What only a browser knows is asked here: where each label is, once fonts are chosen, and
//! whether there is anything to see, in light and in dark.

mod base64;
mod browser;
mod drawn;
mod expected;

use std::{fs, path::Path};

use crate::{
    Failure,
    command::{cargo, step},
    engines, repository,
};
use browser::{Browser, Theme};
use drawn::{Label, Picture};

/// As large as the whole page of the example, and a little more.
const WINDOW: (u32, u32) = (1344, 2700);

pub(crate) fn run() -> Result<(), Failure> {
    let folder = repository::target().join("diagram");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let page = folder.join("model.html");
    let mut example = cargo(&["run", "--quiet", "--example", "diagram", "--"]);
    example.arg(&page);
    step("diagram: the example", example)?;

    let tool = engines::chromium()?;
    println!("\n==> diagram: the page, in Chromium {}", tool.version);
    let browser = Browser::new(&tool.path, &folder, WINDOW);
    check_labels(&browser, &folder, &repository::read(&page)?)?;
    let shots = [(Theme::Light, "model-light.png"), (Theme::Dark, "model-dark.png")];
    let shots = shots.map(|(theme, name)| (theme, folder.join(name)));
    for (theme, shot) in &shots {
        browser.screenshot(&page, *theme, shot)?;
    }
    check_pictures(&browser, &folder, &shots)
}

/// Every kind and every index of the example's source has a label, in its box, in the drawing.
fn check_labels(browser: &Browser, folder: &Path, page: &str) -> Result<(), Failure> {
    let measured = folder.join("measured.html");
    repository::write(&measured, &drawn::with_measure(page)?)?;
    let labels = drawn::labels(&browser.dump(&measured)?)?;
    let source = repository::read(&repository::root().join("examples/diagram.rs"))?;
    let expected = expected::labels(&source);
    let found: Vec<_> = labels.iter().map(|Label { of, name, .. }| (of.as_str(), name.as_str())).collect();
    let missing: Vec<_> = expected.iter().filter(|(of, name)| !found.contains(&(of, name))).collect();
    if expected.is_empty() || !missing.is_empty() {
        return Err(format!("not on the page: {missing:?}, of {expected:?}"));
    }
    let outside: Vec<_> = labels.iter().filter(|label| !label.inside).map(|label| &label.name).collect();
    if !outside.is_empty() {
        return Err(format!("outside of their boxes, as they are rendered: {outside:?}"));
    }
    println!("{} kinds and indexes are on the page, and {} texts in their boxes", expected.len(), labels.len());
    Ok(())
}

/// The screenshots have the size that was asked for, many colours, and the light one is the lighter one.
fn check_pictures(browser: &Browser, folder: &Path, shots: &[(Theme, std::path::PathBuf)]) -> Result<(), Failure> {
    let mut lightness = Vec::new();
    for (theme, shot) in shots {
        let bytes = fs::read(shot).map_err(|error| format!("{}: {error}", shot.display()))?;
        drawn::check_png(&bytes, WINDOW).map_err(|why| format!("{}: {why}", shot.display()))?;
        let seen = folder.join("seen.html");
        repository::write(&seen, &drawn::with_picture(&bytes))?;
        let picture = Picture::parse(&browser.dump(&seen)?)?;
        if picture.is_blank() {
            return Err(format!("{} is blank: {picture:?}", shot.display()));
        }
        println!("{theme:?}: {} colours, {}", picture.colours, shot.display());
        lightness.push(picture.lightness);
    }
    match lightness[..] {
        [light, dark] if light > dark + 100 => Ok(()),
        _ => Err(format!("light and dark look alike: {lightness:?} of 255")),
    }
}
