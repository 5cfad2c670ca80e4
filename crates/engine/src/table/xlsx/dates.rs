//! Numbers that a spreadsheet shows as dates, printed as Python prints them (`openpyxl.utils.datetime`).

use std::rc::Rc;

use super::cell::Cell;

const MILLISECONDS_A_DAY: i64 = 86_400_000;
const MICROSECONDS_A_DAY: i64 = 86_400_000_000;
/// Days from 0001-01-01 to 1899-12-30, the day 0 of most workbooks.
const DAYS_TO_1900: i64 = 693_593;
/// Days from 0001-01-01 to 1904-01-01.
const DAYS_TO_1904: i64 = 695_055;
/// Days from 0001-01-01 to 10000-01-01, which Python cannot express.
const DAYS_TO_YEAR_10000: i64 = 3_652_059;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Windows: 1900, with a leap day that never was.
    #[default]
    Year1900,
    /// Old Macintosh: 1904.
    Year1904,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Duration(i64);

/// A number of days as a point in time; less than one day is a time of day. Outside years 1 to 9999: an error value.
pub(super) fn moment(days: f64, epoch: Epoch) -> Cell {
    let whole = days.floor();
    let milliseconds = ((days - whole) * 86_400.0 * 1000.0).round_ties_even();
    if !(-1e7..1e7).contains(&days) {
        return Cell::Error;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within ten million days")]
    let (mut day, milliseconds) = (whole as i64, milliseconds as i64);
    if (0.0..1.0).contains(&days) && milliseconds < MILLISECONDS_A_DAY {
        return Cell::Moment(Rc::from(clock(milliseconds * 1000, 2)));
    }
    if days > 0.0 && days < 60.0 && epoch == Epoch::Year1900 {
        day += 1;
    }
    day += milliseconds.div_euclid(MILLISECONDS_A_DAY);
    let start = match epoch {
        Epoch::Year1900 => DAYS_TO_1900,
        Epoch::Year1904 => DAYS_TO_1904,
    };
    let day = start + day;
    if !(0..DAYS_TO_YEAR_10000).contains(&day) {
        return Cell::Error;
    }
    let time = clock(milliseconds.rem_euclid(MILLISECONDS_A_DAY) * 1000, 2);
    Cell::Moment(Rc::from(format!("{} {time}", date(day))))
}

/// A number of days as a length of time, rounded to milliseconds; beyond 270,000 years: an error value.
pub(super) fn duration(days: f64) -> Cell {
    if !(-1e8..1e8).contains(&days) {
        return Cell::Error;
    }
    let whole = days.trunc();
    #[expect(clippy::cast_possible_truncation, reason = "less than 2^63 microseconds")]
    let microseconds = whole as i64 * MICROSECONDS_A_DAY + ((days - whole) * 86_400_000_000.0).round_ties_even() as i64;
    let seconds = microseconds.div_euclid(1_000_000);
    let rest = microseconds.rem_euclid(1_000_000);
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "below one million")]
    let milliseconds = (rest as f64 / 1000.0).round_ties_even() as i64;
    Cell::Duration(Duration(seconds * 1_000_000 + milliseconds * 1000))
}

impl Duration {
    /// Whether pandas' `Timedelta` can hold it: 2^63 nanoseconds.
    pub(super) fn fits_pandas(self) -> bool {
        self.0.checked_mul(1000).is_some()
    }

    /// `1 day, 2:00:00`, as `datetime.timedelta` prints itself.
    pub(super) fn to_python_text(self) -> String {
        let time = clock(self.0.rem_euclid(MICROSECONDS_A_DAY), 1);
        match self.0.div_euclid(MICROSECONDS_A_DAY) {
            0 => time,
            days @ (1 | -1) => format!("{days} day, {time}"),
            days => format!("{days} days, {time}"),
        }
    }

    /// `1 days 02:00:00`, as pandas' `Timedelta` prints itself.
    pub(super) fn to_pandas_text(self) -> String {
        let days = self.0.div_euclid(MICROSECONDS_A_DAY);
        let sign = if days < 0 { "+" } else { "" };
        format!("{days} days {sign}{}", clock(self.0.rem_euclid(MICROSECONDS_A_DAY), 2))
    }
}

/// A cell that holds a date in ISO 8601 (`openpyxl.utils.datetime.from_ISO8601`); `None` where it is none. As there,
/// what follows the date does not matter.
pub(super) fn from_iso(text: &str) -> Option<Cell> {
    let (day, time) = iso_parts(text);
    let printed = match (day, time) {
        (Some(day), Some(time)) => format!("{} {}", date(iso_day(day)?), clock(iso_time(time)?, 2)),
        (Some(day), None) => date(iso_day(day)?),
        (None, Some(time)) => clock(iso_time(time)?, 2),
        (None, None) => return iso_duration(text).map(Cell::Duration),
    };
    Some(Cell::Moment(Rc::from(printed)))
}

/// Whether a text is a day and a time of day in ISO 8601, as [`from_iso`] reads it.
pub(super) fn is_iso_moment(text: &str) -> bool {
    let (day, time) = iso_parts(text);
    day.and_then(iso_day).is_some() && time.and_then(iso_time).is_some()
}

/// The date `2024-03-01` at the start of a text and the time `12:30`, `12:30:00` or `12:30:00.5` after it.
fn iso_parts(text: &str) -> (Option<&str>, Option<&str>) {
    let day = text.get(..10).filter(|day| has_shape(day, "dddd-dd-dd"));
    let rest = day.and_then(|day| text.get(day.len()..)).unwrap_or(text);
    let rest = rest.strip_prefix('T').unwrap_or(rest);
    let shapes = ["dd:dd:dd.ddd", "dd:dd:dd.dd", "dd:dd:dd.d", "dd:dd:dd", "dd:dd"];
    let time = shapes.iter().find_map(|shape| rest.get(..shape.len()).filter(|time| has_shape(time, shape)));
    (day, time)
}

/// Whether a text has digits where the shape has `d`, and is else the same.
fn has_shape(text: &str, shape: &str) -> bool {
    text.bytes()
        .zip(shape.bytes())
        .all(|(byte, shape)| if shape == b'd' { byte.is_ascii_digit() } else { byte == shape })
}

fn iso_day(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let number = days_before_month(year, month) + day - 1;
    // A date that does not exist prints as another one.
    (year >= 1 && date(number) == text).then_some(number)
}

fn iso_time(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = whole.split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let milliseconds: i64 = format!("{fraction:0<3}").parse().ok()?;
    (hours < 24 && minutes < 60 && seconds < 60)
        .then_some(((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + milliseconds * 1000)
}

/// A length of time such as `PT1H30M` or `PT2.5S`, which Excel writes in Strict Open XML.
fn iso_duration(text: &str) -> Option<Duration> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = None;
    for (unit, length) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        let end = rest.find(|character: char| !(character.is_ascii_digit() || character == '.')).unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        if let (Ok(number), Some(after)) = (number.parse::<f64>(), after.strip_prefix(unit)) {
            seconds = Some(seconds.unwrap_or(0.0) + number * length);
            rest = after;
        }
    }
    let microseconds = (seconds? * 1e6).round_ties_even();
    #[expect(clippy::cast_possible_truncation, reason = "within the range just tested")]
    (microseconds < 1e17).then_some(Duration(microseconds as i64))
}

fn date(day: i64) -> String {
    // Years of 400, 100, 4 and 1 years; the last day of a cycle would count as a year of its own.
    let (centuries, rest) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let century = (rest / 36_524).min(3);
    let rest = rest - century * 36_524;
    let (leap_cycle, rest) = (rest / 1461, rest % 1461);
    let single = (rest / 365).min(3);
    let year = centuries * 400 + century * 100 + leap_cycle * 4 + single + 1;
    let month = (1..=12).rev().find(|month| days_before_month(year, *month) <= day).unwrap_or(1);
    let day_of_month = day - days_before_month(year, month) + 1;
    format!("{year:04}-{month:02}-{day_of_month:02}")
}

fn days_before_month(year: i64, month: i64) -> i64 {
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let before = usize::try_from(month - 1).ok().and_then(|month| BEFORE.get(month)).copied().unwrap_or(0);
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400 + before + i64::from(is_leap && month > 2)
}

fn clock(microseconds: i64, hour_digits: usize) -> String {
    let seconds = microseconds / 1_000_000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = match microseconds % 1_000_000 {
        0 => String::new(),
        fraction => format!(".{fraction:06}"),
    };
    format!("{hours:0hour_digits$}:{minutes:02}:{seconds:02}{fraction}")
}
