//! The page on every screen: nothing runs off sideways, nothing lies over a control, everything can be pressed.

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Key, Lang, Name, Options, Page, with_page};

const SCENE: &str = "at=60";
/// What can be pressed is nowhere smaller, with a mouse and with a finger.
const MOUSE: f64 = 24.0;
const FINGER: f64 = 44.0;

/// Everything that is wrong with the layout as it stands.
async fn faults(page: &Page, what: &str, smallest: f64) -> Result<Vec<String>> {
    page.laid_out().await?;
    let mut wrong = Vec::new();
    let (sideways, _) = page.scrollable().await?;
    if sideways > 0.0 {
        wrong.push(format!("{what}: the page is {sideways} px wider than the window"));
    }
    for control in page.controls().await? {
        let (width, height) = (control.area.width, control.area.height);
        if let Some(over) = control.over {
            wrong.push(format!("{what}: `{}` lies under {over}", control.name));
        }
        if width.min(height) < smallest - 0.5 {
            wrong.push(format!("{what}: `{}` is only {width:.0} x {height:.0} px", control.name));
        }
    }
    Ok(wrong)
}

/// The same in both languages.
async fn faults_in_both(page: &Page, what: &str, smallest: f64) -> Result<Vec<String>> {
    let mut wrong = faults(page, &format!("{what}, English"), smallest).await?;
    page.blur().await?;
    page.keys("l").await?;
    page.wait_until("the page is Chinese", async || Ok(page.html_lang().await?.starts_with("zh"))).await?;
    wrong.extend(faults(page, &format!("{what}, Chinese"), smallest).await?);
    page.keys("l").await?;
    page.wait_until("the page is English again", async || Ok(page.html_lang().await? == "en")).await?;
    Ok(wrong)
}

fn none(wrong: Vec<String>) -> Result<()> {
    ensure!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn a_desktop_shows_everything_without_scrolling() -> Result<()> {
    with_page(SCENE, Options::sized(1440, 900), async |page| {
        let mut wrong = Vec::new();
        for (width, height) in [(1440, 900), (1920, 1080)] {
            page.emulate(Options::sized(width, height)).await?;
            wrong.extend(faults_in_both(page, &format!("{width} x {height}"), MOUSE).await?);
            let scrolls = page.scrollable().await?;
            ensure!(scrolls == (0.0, 0.0), "at {width} x {height} the page can be scrolled by {scrolls:?} px");
            let bottom = f64::from(height);
            for (role, name) in
                [("region", "Selected run at this step"), ("button", "Add optimizer"), ("slider", "Step")]
            {
                let area = page.find(role, name).await?.area().await?;
                ensure!(
                    area.height > 10.0 && area.y >= 0.0 && area.y + area.height <= bottom + 0.5,
                    "at {width} x {height} the {role} {name} is not all in view: {area:?}"
                );
            }
        }
        none(wrong)
    })
}

#[test]
fn a_desktop_full_of_runs_keeps_the_inspector_in_view() -> Result<()> {
    let twelve = format!("at=60{}", "&run=adam,lr:0.05".repeat(12));
    with_page(&twelve, Options::sized(1440, 900), async |page| {
        none(faults(page, "twelve runs", MOUSE).await?)?;
        ensure!(page.scrollable().await? == (0.0, 0.0), "the list of runs scrolls, the page does not");
        let inspector = page.find("region", "Selected run at this step").await?.area().await?;
        ensure!(inspector.y + inspector.height <= 900.5, "the inspector runs off the window: {inspector:?}");
        page.find("button", "Add optimizer").await?.element.scroll_into_view().await?;
        let add = page.find("button", "Add optimizer").await?.area().await?;
        ensure!(add.y + add.height <= inspector.y + 0.5, "the last row of the list can be scrolled into view: {add:?}");
        Ok(())
    })
}

#[test]
fn a_small_desktop_and_a_tablet() -> Result<()> {
    with_page(SCENE, Options::sized(1024, 768), async |page| {
        let mut wrong = faults_in_both(page, "1024 x 768", MOUSE).await?;
        for (width, height) in [(820, 1180), (1180, 820)] {
            page.emulate(Options { touch: true, ..Options::sized(width, height) }).await?;
            wrong.extend(faults_in_both(page, &format!("{width} x {height} with a finger"), FINGER).await?);
        }
        none(wrong)
    })
}

#[test]
fn a_phone_keeps_the_landscape_in_view() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let mut wrong = faults_in_both(page, "390 x 844", FINGER).await?;
        for down in [300, 700, 2000] {
            page.js("scrollTo(0, arguments[0])", &[down.into()]).await?;
            page.next_frame().await?;
            let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
            let seen = (land.y + land.height).min(844.0) - land.y.max(0.0);
            ensure!(seen > 200.0, "scrolled by {down} px only {seen} px of the landscape are in view");
            let play = page.find("button", "Play").await?.area().await?;
            ensure!(play.y >= 0.0 && play.y + play.height <= 844.0, "Play has gone out of view: {play:?}");
        }
        page.emulate(Options { width: 320, ..Options::phone() }).await?;
        wrong.extend(faults_in_both(page, "320 x 844", FINGER).await?);
        none(wrong)
    })
}

#[test]
fn a_phone_on_its_side_shows_landscape_and_controls_side_by_side() -> Result<()> {
    let side = Options { width: 844, height: 390, ..Options::phone() };
    with_page(SCENE, side, async |page| {
        let wrong = faults_in_both(page, "844 x 390", FINGER).await?;
        let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
        let slider = page.find("slider", "Step").await?.area().await?;
        ensure!(land.width > 0.5 * 844.0 && land.height > 0.6 * 390.0, "the landscape is only {land:?}");
        ensure!(slider.x >= land.x + land.width - 1.0, "the controls stand right of the landscape: {slider:?}");
        none(wrong)
    })
}

#[test]
fn what_opens_fits_a_phone_too() -> Result<()> {
    with_page(SCENE, Options::phone(), async |page| {
        let mut wrong = Vec::new();
        for (name, title) in [
            (Name::Is("Share"), "Share this view"),
            (Name::Is("Add optimizer"), "Add optimizer"),
            (Name::Is("Help"), "Keys and help"),
            (Name::Starts("Surface"), "Choose a surface"),
        ] {
            page.find("button", name).await?.click().await?;
            let dialog = page.find("dialog", title).await?;
            let area = dialog.area().await?;
            ensure!(area.x >= -0.5 && area.x + area.width <= 390.5, "{title} is wider than the phone: {area:?}");
            let owner = format!("{title}: ");
            let inside: Vec<_> =
                page.controls().await?.into_iter().filter(|control| control.name.starts_with(&owner)).collect();
            ensure!(!inside.is_empty(), "{title} has no control");
            for control in inside {
                let (width, height) = (control.area.width, control.area.height);
                if let Some(over) = control.over {
                    wrong.push(format!("`{}` lies under {over}", control.name));
                }
                if width.min(height) < FINGER - 0.5 {
                    wrong.push(format!("`{}` is only {width:.0} x {height:.0} px", control.name));
                }
            }
            page.keys(Key::Escape).await?;
            page.wait_until("Esc closes it", async || Ok(!page.has("dialog", Name::Any).await?)).await?;
        }
        none(wrong)
    })
}

#[test]
fn text_of_twice_the_size_hides_nothing() -> Result<()> {
    for lang in [Lang::En, Lang::Zh] {
        with_page(SCENE, Options { lang, ..Options::sized(1440, 900) }, async |page| {
            page.text_size(32).await?;
            let mut wrong = Vec::new();
            for options in [Options::sized(1440, 900), Options::sized(1024, 768), Options::phone()] {
                page.emulate(Options { lang, ..options }).await?;
                let what = format!("{} x {}, text of twice the size", options.width, options.height);
                wrong.extend(faults(page, &what, MOUSE).await?);
            }
            none(wrong)
        })
        .with_context(|| lang.name())?;
    }
    Ok(())
}

#[test]
fn a_presentation_is_landscape_and_transport() -> Result<()> {
    with_page(SCENE, Options::sized(1024, 768), async |page| {
        page.find("button", "Present").await?.click().await?;
        page.wait_until("the list of runs goes", async || Ok(page.runs().await?.is_empty())).await?;
        none(faults(page, "presentation", MOUSE).await?)?;
        ensure!(page.scrollable().await? == (0.0, 0.0), "a presentation does not scroll");
        let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
        ensure!(land.width > 1000.0 && land.height > 500.0, "the landscape is only {land:?}");
        let size = page.js("return parseFloat(getComputedStyle(document.documentElement).fontSize)", &[]).await?;
        ensure!(size.as_f64().is_some_and(|size| size >= 22.0), "letters are larger for a projector, not {size} px");
        page.find("button", "Play").await?;
        page.find("slider", "Step").await?.set(70).await?;
        page.wait_for_step(70.0).await?;
        page.keys(Key::Escape).await?;
        page.wait_until("Esc brings the runs back", async || Ok(page.runs().await?.len() == 4)).await?;
        none(faults(page, "after the presentation", MOUSE).await?)
    })
}
