//! What the run page is set to, as far as it may be shared: `#/run?preset=openai&model=gpt-4o&from=selection&sample=200.1&part=2.4`,
//! or of a model in the browser `#/run?local=1&hub=OWNER/NAME`.
//!
//! Neither a key nor an address: both can be secrets.

use std::fmt;

use crate::shell::query::{Query, QueryWriter, Rejected};
use engine::endpoint::{ANY_SERVER, PRESETS};

/// What the run page is set to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunRoute {
    /// Name of the preset.
    pub preset: Option<String>,
    /// Name of the model.
    pub model: Option<String>,
    /// Whether a model in the browser is asked.
    pub is_local: bool,
    /// Its name at the hub.
    pub hub: Option<String>,
    /// Or its folder of this site.
    pub folder: Option<String>,
    /// Whether the selection of the explore page is asked.
    pub from_selection: bool,
    /// Size and seed of the sample.
    pub sample: Option<(u32, u32)>,
    /// Number of the part and of the parts.
    pub part: Option<(u32, u32)>,
}

impl RunRoute {
    pub(crate) fn read(query: Query<'_>, rejected: &mut Rejected) -> Self {
        let named = |name: &str| query.value(name).filter(|value| !value.is_empty());
        let known = |id: &str| PRESETS.iter().find(|preset| preset.id == id).map(|preset| preset.id);
        // One that is not known becomes any server, so that its model is asked of no other provider.
        let preset = named("preset").map(|id| rejected.check("preset", &id, known).unwrap_or(ANY_SERVER).to_owned());
        let only = |word: &'static str| move |value: &str| (value == word).then_some(());
        Self {
            preset,
            model: named("model"),
            is_local: query.read("local", rejected, only("1")).is_some(),
            hub: named("hub"),
            folder: named("folder"),
            from_selection: query.read("from", rejected, only("selection")).is_some(),
            sample: query.read("sample", rejected, pair),
            part: query.read("part", rejected, pair),
        }
    }

    pub(crate) fn write(&self, query: &mut QueryWriter) -> fmt::Result {
        query.push("preset", self.preset.as_deref())?;
        query.push("model", self.model.as_deref())?;
        query.push("local", self.is_local.then_some("1"))?;
        query.push("hub", self.hub.as_deref())?;
        query.push("folder", self.folder.as_deref())?;
        query.push("from", self.from_selection.then_some("selection"))?;
        query.push("sample", self.sample.map(|(size, seed)| format!("{size}.{seed}")))?;
        query.push("part", self.part.map(|(number, of)| format!("{number}.{of}")))
    }
}

fn pair(value: &str) -> Option<(u32, u32)> {
    let (first, second) = value.split_once('.')?;
    Some((first.parse().ok()?, second.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::address::{Link, Route, read_back};

    #[test]
    fn what_is_printed_is_read_back() {
        let full = RunRoute {
            preset: Some("openai".to_owned()),
            model: Some("maker/seer 2&x".to_owned()),
            is_local: true,
            hub: Some("a/b".to_owned()),
            folder: Some("tiny".to_owned()),
            from_selection: true,
            sample: Some((200, 7)),
            part: Some((2, 4)),
        };
        for run in [full, RunRoute::default()] {
            let route = Route::Run(run);
            assert_eq!(read_back(&route), route);
        }
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_told() {
        let rejected = ["preset=odd", "local=yes", "from=all", "sample=x.1", "part=3"];
        let link = Link::parse(&format!("#/run?{}&model=", rejected.join("&")));
        let preset = Some(ANY_SERVER.to_owned());
        assert_eq!(link.route, Route::Run(RunRoute { preset, ..RunRoute::default() }));
        assert_eq!(link.rejected, rejected);
    }
}
