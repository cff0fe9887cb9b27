//! The numbered tiles: the official colours of the goals, with a number that can be read on each.

use std::collections::BTreeMap;

/// The colours as the United Nations give them, in the order of the goals.
const OFFICIAL: [&str; 17] = [
    "e5243b", "dda63a", "4c9f38", "c5192d", "ff3a21", "26bde2", "fcc30b", "a21942", "fd6925", "dd1367",
    "fd9d24", "bf8b2e", "3f7e44", "0a97d9", "56c02b", "00689d", "19486a",
];

const STYLE: &str = include_str!("../../sdg-wasm/css/sdg-toets.css");

/// `.g7 { background: #fcc30b; color: #000; }`: goal, background, colour of the number.
fn tiles() -> BTreeMap<usize, (String, String)> {
    let hash = |rule: &str, name: &str| {
        let (_, value) = rule.split_once(&format!("{name}: #"))?;
        value.split_once(';').map(|(value, _)| value.to_owned())
    };
    STYLE
        .lines()
        .filter_map(|line| {
            let (goal, rule) = line.strip_prefix(".g")?.split_once(" { ")?;
            // Both names end in `color`-like words, so the colour is looked for after the background.
            let (background, rest) = rule.split_once("; ")?;
            Some((goal.parse().ok()?, (hash(&format!("{background};"), "background")?, hash(rest, "color")?)))
        })
        .collect()
}

/// Relative luminance of sRGB, as WCAG 2.2 defines it.
fn luminance(hash: &str) -> f64 {
    let long: String = if hash.len() == 3 {
        hash.chars().flat_map(|digit| [digit, digit]).collect()
    } else {
        hash.to_owned()
    };
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&long[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126f64.mul_add(channel(0), 0.7152f64.mul_add(channel(2), 0.0722 * channel(4)))
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn each_goal_has_its_official_colour_and_a_number_in_contrast() {
    let tiles = tiles();
    assert_eq!(tiles.keys().copied().collect::<Vec<_>>(), (1..=17).collect::<Vec<_>>());
    for (official, (goal, (background, number))) in OFFICIAL.iter().zip(tiles) {
        assert_eq!(&background, official, "goal {goal}");
        let ratio = contrast(&background, &number);
        assert!(ratio >= 4.5, "goal {goal}: {ratio:.2} of #{number} on #{background}");
    }
}

/// A shape takes its colour from elsewhere than a tile, and axe does not judge letters in a picture: so with the number in the colour
/// of the tile's, `currentColor`, its contrast is that of the tiles.
#[test]
fn the_wheel_has_the_colours_of_the_tiles() {
    const WHOLE: &str = include_str!("../../sdg-wasm/css/sdg-whole.css");
    for (goal, (background, _)) in tiles() {
        let rule = format!(".wheel .g{goal} {{ fill: #{background}; }}");
        assert!(WHOLE.lines().any(|line| line == rule), "{rule}");
    }
    let (_, numbers) = WHOLE.split_once(".wheel text {").expect("the numbers of the wheel");
    assert!(numbers.split('}').next().is_some_and(|rule| rule.contains("fill: currentColor;")));
}

#[test]
fn contrast_is_what_wcag_says() {
    assert!((contrast("fff", "000") - 21.0).abs() < 1e-9);
    // From the table of WebAIM: #777 on white is 4.48.
    assert!((contrast("777", "fff") - 4.48).abs() < 0.005);
}
