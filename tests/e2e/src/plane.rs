//! Where things of the plane stand in the window, as the read-out beside the pointer tells.

use anyhow::{Context, Result};

use crate::find::Name;
use crate::page::Page;

/// A number as people read it: `−0.12`, `7.7 × 10⁻⁴`.
fn number(text: &str) -> Option<f64> {
    let text = text.replace('−', "-");
    let Some((mantissa, power)) = text.split_once(" × 10") else { return text.trim().parse().ok() };
    let digit = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|d| d == c).map(|d| char::from(b'0' + d as u8));
    let power: Option<String> = power.trim().chars().map(|c| if c == '⁻' { Some('-') } else { digit(c) }).collect();
    Some(mantissa.parse::<f64>().ok()? * 10f64.powi(power?.parse().ok()?))
}

impl Page {
    /// What the read-out beside the pointer says: x, y and f.
    pub async fn read_out(&self, at: (f64, f64)) -> Result<[f64; 3]> {
        self.point_at(at).await?;
        self.next_frame().await?;
        let words = self.words().await?;
        // Not by lines: WebKit's driver puts what is for screen readers only on the line of what follows it.
        let read = |rest: &str| {
            let mut parts = rest.split_whitespace().peekable();
            let mut of = |name: &str| {
                let mut text = (parts.next()? == name).then(|| parts.next())??.to_owned();
                if parts.next_if_eq(&"×").is_some() {
                    text = format!("{text} × {}", parts.next()?);
                }
                number(&text)
            };
            Some([of("x")?, of("y")?, of("f")?])
        };
        let found = words.match_indices("x ").find_map(|(at, _)| read(&words[at..]));
        found.with_context(|| format!("no read-out at {at:?} among: {words}"))
    }
}

/// How the plane lies in the window, as two read-outs tell.
#[derive(Debug)]
pub struct Map {
    origin: (f64, f64),
    scale: (f64, f64),
}

impl Map {
    /// Takes two read-outs.
    pub async fn of(page: &Page) -> Result<Self> {
        let land = page.find("img", Name::Starts("Contour map")).await?.area().await?;
        // Whole pixels: the pointer stands on them.
        let whole = |(x, y): (f64, f64)| (x.round(), y.round());
        let (a, b) = (whole(land.at(0.1, 0.9)), whole(land.at(0.95, 0.3)));
        let ([ax, ay, _], [bx, by, _]) = (page.read_out(a).await?, page.read_out(b).await?);
        let scale = ((b.0 - a.0) / (bx - ax), (b.1 - a.1) / (by - ay));
        Ok(Self { origin: (a.0 - ax * scale.0, a.1 - ay * scale.1), scale })
    }

    /// The place of the window where a point of the plane stands.
    pub fn place(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        (self.origin.0 + x * self.scale.0, self.origin.1 + y * self.scale.1)
    }
}
