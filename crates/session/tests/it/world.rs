//! A session in a simulated world, and whoever sits before it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::pin::Pin;
use std::rc::Rc;

use engine::endpoint::Endpoint;
use engine::image::Shown;
use engine::local::{LocalError, LocalErrorKind};
use engine::pause::Pause;
use engine::run::{Model, Price, RunLimits};
use protocol::local::KeptModel;
use protocol::run::{BeginRun, ContinueRun, Key, ReadAnswers, RunFault, RunId, RunPhase, RunSettings, RunState};
use protocol::{
    AnswerOutcome, AnswerQuery, Ask, DatasetState, Event, Failure, OpenFiles, Phase, Request, decode_reply,
};
use session::host::{Guard, Host, ModelWorker, ModelWorkers, Promise, Shrink, Small, Source, System};
use session::{Answer, Session};

use crate::chaos::{Call, Chaos};
use crate::disk::{Disk, Stored};
use crate::files::{FaultyFile, Mishap, dataset};
use crate::hub::{Hub, KeptImages};
use crate::machine::Machine;
use crate::server::{Ledger, Server, Trouble};

/// How much too late an alarm is, in milliseconds.
const LATE: u64 = 300_000;

pub(crate) struct World {
    pub(crate) machine: Rc<Machine>,
    pub(crate) chaos: Rc<Chaos>,
    pub(crate) stored: Rc<Stored>,
    pub(crate) ledger: Rc<Ledger>,
    pub(crate) trouble: Trouble,
    pub(crate) mishap: Mishap,
    /// Models in the browser, where there are some.
    pub(crate) models: Option<Rc<dyn ModelWorkers>>,
    pub(crate) hub: Rc<Hub>,
    pub(crate) kept_images: Rc<KeptImages>,
}

impl Default for World {
    fn default() -> Self {
        let machine: Rc<Machine> = Rc::default();
        Self {
            hub: Hub::new(&machine),
            kept_images: Rc::default(),
            machine,
            chaos: Rc::default(),
            stored: Rc::default(),
            ledger: Rc::default(),
            trouble: Trouble::NoReply,
            mishap: Mishap::Fails,
            models: None,
        }
    }
}

/// Somebody before a session: what they ask, and what they were told.
pub(crate) struct User<'w> {
    pub(crate) world: &'w World,
    session: Rc<Session>,
    told: Rc<Told>,
    pub(crate) file: Source,
}

#[derive(Default)]
pub(crate) struct Told {
    pub(crate) dataset: RefCell<Option<DatasetState>>,
    pub(crate) run: RefCell<Option<RunState>>,
}

struct Computer {
    machine: Rc<Machine>,
    chaos: Rc<Chaos>,
    told: Rc<Told>,
    locks: Rc<RefCell<BTreeSet<String>>>,
}

impl Pause for Computer {
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(self.machine.sleep(1))
    }
}

impl System for Computer {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn now(&self) -> f64 {
        self.machine.now() as f64
    }

    fn date(&self) -> u64 {
        1_795_435_200_000 + self.machine.now()
    }

    fn after(&self, milliseconds: u64, work: Box<dyn FnOnce()>) -> Guard {
        let late = if self.chaos.befalls(Call::Alarm) { LATE } else { 0 };
        self.machine.after(milliseconds + late, work)
    }

    fn spawn(&self, work: Promise<'static, ()>) {
        self.machine.spawn(work);
    }

    fn random(&self) -> u64 {
        4
    }

    fn memory_bytes(&self) -> u64 {
        0
    }

    fn tell(&self, event: Event) {
        match event {
            Event::Dataset(state) => *self.told.dataset.borrow_mut() = state.map(|state| *state),
            Event::Run(state) => *self.told.run.borrow_mut() = state.map(|state| *state),
            _ => {}
        }
    }

    fn lock<'a>(&'a self, name: &'a str) -> Promise<'a, Result<Option<Guard>, RunFault>> {
        Box::pin(async move {
            self.machine.sleep(1).await;
            if self.chaos.befalls(Call::Lock) {
                return Err(RunFault::Storage { detail: "no locks".to_owned() });
            }
            let is_free = self.locks.borrow_mut().insert(name.to_owned());
            let lock = Held { name: name.to_owned(), locks: self.locks.clone() };
            Ok(is_free.then(|| Box::new(lock) as Guard))
        })
    }
}

struct Held {
    name: String,
    locks: Rc<RefCell<BTreeSet<String>>>,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.locks.borrow_mut().remove(&self.name);
    }
}

impl Shrink for Computer {
    fn shrink<'a>(&'a self, image: &'a Shown<'a>) -> Promise<'a, Option<Small>> {
        let small = Small { mime: "image/webp".to_owned(), width: 2, height: 2, bytes: image.bytes[..2].to_vec() };
        Box::pin(std::future::ready(Some(small)))
    }
}

impl ModelWorkers for Computer {
    fn start(&self, _: Box<dyn Fn(String)>) -> Result<Rc<dyn ModelWorker>, LocalError> {
        Err(LocalError::new(LocalErrorKind::NoRuntime, "none here"))
    }

    fn site(&self) -> String {
        String::new()
    }

    fn beside<'a>(&'a self, path: &'a str) -> Promise<'a, Result<Vec<u8>, String>> {
        Box::pin(std::future::ready(Err(path.to_owned())))
    }

    fn kept(&self) -> Promise<'_, Result<Vec<KeptModel>, RunFault>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    fn delete<'a>(&'a self, _: &'a str) -> Promise<'a, Result<(), RunFault>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

impl World {
    /// Somebody before a new session, in which nothing is open.
    pub(crate) fn user(&self) -> User<'_> {
        let (machine, chaos, stored) = (self.machine.clone(), self.chaos.clone(), self.stored.clone());
        let (bytes, images) = dataset();
        let told = Rc::new(Told::default());
        let file = FaultyFile::new("ASKED_VAL.tsv", bytes, self.mishap, &machine, &chaos);
        let computer = Rc::new(Computer {
            machine: machine.clone(),
            chaos: chaos.clone(),
            told: told.clone(),
            locks: Rc::default(),
        });
        let disk = Rc::new(Disk { machine: machine.clone(), chaos: chaos.clone(), stored: stored.clone() });
        let (ledger, trouble) = (self.ledger.clone(), Cell::new(self.trouble));
        let session = Rc::new(Session::new(Host {
            system: computer.clone(),
            journals: disk.clone(),
            indices: disk,
            transport: Rc::new(Server { machine, chaos, stored, ledger, trouble, images: images.clone() }),
            fetch: self.hub.clone(),
            images: self.kept_images.clone(),
            thumbnails: computer.clone(),
            models: self.models.clone().unwrap_or(computer),
        }));
        User { world: self, session, told, file: Rc::new(file) }
    }

    /// What a try costs by the server's account, and what one costs whose reply does not say.
    pub(crate) fn spent(&self) -> f64 {
        let expected = self.stored.run().map_or(0, |(header, _)| header.limits().tokens_per_question);
        let tokens = self.ledger.used.get() + self.ledger.estimated.get() * expected;
        f64::from(u32::try_from(tokens).unwrap())
    }
}

/// Settings of a run whose price is one for each token.
pub(crate) fn settings(model: Model) -> RunSettings {
    RunSettings {
        model,
        sampling: engine::endpoint::Sampling::default(),
        prompt: engine::run::PromptSettings::default(),
        pictures: engine::run::PictureSettings::default(),
        limits: RunLimits { concurrency: 3, timeout: 30_000, ..RunLimits::default() },
        price: Price { input_per_million: 1e6, output_per_million: 1e6 },
        answer_tokens: 5,
        selection: engine::selection::Selection::default(),
        sample: None,
        shard: None,
    }
}

pub(crate) fn remote() -> Model {
    let base_url = "https://models.example/v1".to_owned();
    Model::Remote(Endpoint { base_url, model: "seer".to_owned(), ..Endpoint::default() })
}

impl User<'_> {
    /// Begins to ask; the answer is there once it is.
    pub(crate) fn begin(
        &self,
        request: impl Into<Request>,
        files: Vec<Source>,
    ) -> Rc<RefCell<Option<Result<Answer, Failure>>>> {
        let request = request.into();
        let (session, answer) = (self.session.clone(), Rc::new(RefCell::new(None)));
        let place = answer.clone();
        self.world.machine.spawn(Box::pin(async move {
            let answered = session.answer(request, files).await;
            *place.borrow_mut() = Some(answered);
        }));
        answer
    }

    /// Asks and waits for the answer; `None` where the session is killed before.
    pub(crate) fn answer(&self, request: impl Into<Request>, files: Vec<Source>) -> Option<Result<Answer, Failure>> {
        let answer = self.begin(request, files);
        self.wait(|| answer.borrow().is_some()).then(|| answer.take().unwrap())
    }

    /// Asks and waits for the reply; `None` where the session is killed before.
    pub(crate) fn try_ask<A: Ask>(&self, request: A, files: Vec<Source>) -> Option<Result<A::Reply, Failure>> {
        Some(self.answer(request, files)?.map(|answer| decode_reply::<A>(&answer.reply).unwrap()))
    }

    /// Asks a session that is not killed.
    pub(crate) fn ask<A: Ask>(&self, request: A) -> Result<A::Reply, Failure> {
        self.ask_with(request, Vec::new())
    }

    pub(crate) fn ask_with<A: Ask>(&self, request: A, files: Vec<Source>) -> Result<A::Reply, Failure> {
        self.try_ask(request, files).expect("killed")
    }

    /// Lets time pass until something is so; `false` where the session is killed before.
    pub(crate) fn wait(&self, is_so: impl Fn() -> bool) -> bool {
        while !is_so() {
            if self.world.stored.is_killed.get() {
                return false;
            }
            assert!(self.world.machine.step(), "what is waited for never comes");
        }
        true
    }

    /// Lets that many milliseconds pass.
    pub(crate) fn pass(&self, milliseconds: u64) {
        let is_over = Rc::new(Cell::new(false));
        let over = is_over.clone();
        let timer = self.world.machine.after(milliseconds, Box::new(move || over.set(true)));
        self.wait(|| is_over.get());
        drop(timer);
    }

    /// Lets time pass until nothing is left to be done; `false` where the session is killed before.
    pub(crate) fn settle(&self) -> bool {
        while self.world.machine.step() {
            if self.world.stored.is_killed.get() {
                return false;
            }
        }
        true
    }

    /// Opens the dataset and waits until it is read; `false` where the session is killed before.
    pub(crate) fn open(&self, remember: bool) -> bool {
        let is_read = || self.dataset().is_none_or(|dataset| dataset.phase != Phase::Indexing);
        let opened = self.try_ask(OpenFiles { remember }, vec![self.file.clone()]);
        opened.is_some_and(|opened| opened.is_ok() && self.wait(is_read))
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.dataset().is_some_and(|dataset| dataset.phase == Phase::Complete)
    }

    pub(crate) fn dataset(&self) -> Option<DatasetState> {
        self.told.dataset.borrow().clone()
    }

    pub(crate) fn state(&self) -> RunState {
        self.told.run.borrow().clone().expect("no run")
    }

    pub(crate) fn has_run(&self) -> bool {
        self.told.run.borrow().is_some()
    }

    pub(crate) fn is_running(&self) -> bool {
        self.told.run.borrow().as_ref().is_some_and(|run| run.phase == RunPhase::Running)
    }

    /// Begins a run, or continues the one that is stored.
    pub(crate) fn begin_run(&self, model: &Model) -> Option<Result<RunId, Failure>> {
        let key = Key::default();
        match self.world.stored.run() {
            Some((header, _)) => {
                self.try_ask(ContinueRun { id: header.id().to_owned(), key, limits: None }, Vec::new())
            }
            None => self.try_ask(BeginRun { settings: Box::new(settings(model.clone())), key }, Vec::new()),
        }
    }

    /// The answers of the stored run: index and text.
    pub(crate) fn answers(&self) -> Vec<(String, String)> {
        let id = self.state().id;
        let answers = self.ask(ReadAnswers { id, start: 0, end: 100 }).unwrap();
        answers.rows.into_iter().map(|row| (row.index, row.prediction)).collect()
    }
}

/// Asks for incorrect answers.
pub(crate) fn incorrect() -> AnswerQuery {
    AnswerQuery { outcome: Some(AnswerOutcome::Incorrect), ..AnswerQuery::default() }
}
