//! Runs of a model in the browser: its worker is stopped with the question, and loading has all the time it takes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use engine::local::{AnswerMode, Device, LocalError, LocalModel, LocalSource, Precision};
use engine::run::{End, Model};
use futures_channel::oneshot;
use protocol::Failure;
use protocol::local::{KeptModel, UnloadModel, WarmUpModel};
use protocol::run::{ResumeRun, RunFault, RunPhase, StopRun};
use serde_json::{Value, json};
use session::host::{CallBeside, CallError, ModelWorker, ModelWorkers, Promise};

use crate::machine::{Machine, race};
use crate::world::{User, World};

/// Longer than a question may take.
const LOADING: u64 = 600_000;

const ANSWERING: u64 = 2_000;

/// Workers that answer every question with B, or lose their GPU at an answer.
struct Workers {
    machine: Rc<Machine>,
    answers: Rc<Cell<u32>>,
    loading: u64,
    device_lost_at: Option<u32>,
    started: RefCell<Vec<Rc<Cell<bool>>>>,
}

struct Worker {
    machine: Rc<Machine>,
    answers: Rc<Cell<u32>>,
    loading: u64,
    device_lost_at: Option<u32>,
    is_over: Rc<Cell<bool>>,
    stopped: RefCell<Vec<oneshot::Sender<()>>>,
}

impl Workers {
    fn of(world: &World, loading: u64, device_lost_at: Option<u32>) -> Rc<Self> {
        Rc::new(Self {
            machine: world.machine.clone(),
            answers: Rc::default(),
            loading,
            device_lost_at,
            started: RefCell::default(),
        })
    }

    /// How many were started, and how many of them still run.
    fn counts(&self) -> (usize, usize) {
        let started = self.started.borrow();
        (started.len(), started.iter().filter(|is_over| !is_over.get()).count())
    }
}

impl ModelWorkers for Workers {
    fn start(&self, _: Box<dyn Fn(String)>) -> Result<Rc<dyn ModelWorker>, LocalError> {
        let is_over = Rc::new(Cell::new(false));
        self.started.borrow_mut().push(is_over.clone());
        Ok(Rc::new(Worker {
            machine: self.machine.clone(),
            answers: self.answers.clone(),
            loading: self.loading,
            device_lost_at: self.device_lost_at,
            is_over,
            stopped: RefCell::default(),
        }))
    }

    fn site(&self) -> String {
        "https://site.example/".to_owned()
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

impl Worker {
    async fn reply(&self, operation: &str, arguments: &Value, images: usize) -> Result<String, CallError> {
        if operation == "load" {
            assert_eq!(arguments["source"], json!({ "kind": "folder", "url": "https://site.example/models/tiny/" }));
            self.machine.sleep(self.loading).await;
            let gpu = json!({ "webgpu": true, "reason": "", "shaderF16": true, "fallback": false,
                "maxBufferSize": 1, "adapter": "x", "deviceMemory": 8 });
            let loaded = json!({ "kind": "generates", "modelType": "tiny", "library": "1", "runtime": "1", "commit": "",
                "gpu": gpu });
            return Ok(loaded.to_string());
        }
        self.machine.sleep(ANSWERING).await;
        self.answers.set(self.answers.get() + 1);
        if self.device_lost_at == Some(self.answers.get()) {
            self.is_over.set(true);
            return Err(CallError::Failed(json!({ "code": "device-lost", "message": "lost" }).to_string()));
        }
        assert!(images > 0);
        Ok(json!({ "text": "B", "finish": "stop", "inputTokens": 9, "outputTokens": 1, "logprobs": [-1, 0, -1, -1],
            "mass": 1 })
        .to_string())
    }
}

impl ModelWorker for Worker {
    fn call<'a>(
        &'a self,
        operation: &'a str,
        arguments: String,
        beside: CallBeside<'a>,
    ) -> Promise<'a, Result<String, CallError>> {
        Box::pin(async move {
            let images = if let CallBeside::Images(images) = beside { images.len() } else { 0 };
            let arguments = serde_json::from_str(&arguments).unwrap();
            let (sender, stopped) = oneshot::channel();
            self.stopped.borrow_mut().push(sender);
            race(stopped, self.reply(operation, &arguments, images)).await.unwrap_or(Err(CallError::Stopped))
        })
    }

    fn stop(&self) {
        self.is_over.set(true);
        self.stopped.take();
    }

    fn is_over(&self) -> bool {
        self.is_over.get()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}

fn model() -> Model {
    Model::Local(LocalModel {
        source: LocalSource::Folder { name: "tiny".to_owned() },
        device: Device::Webgpu,
        precision: Precision::Q4,
        mode: AnswerMode::Letters,
        whole_pictures: false,
        loaded: Vec::new(),
    })
}

fn world(loading: u64, device_lost_at: Option<u32>) -> (World, Rc<Workers>) {
    let mut world = World::default();
    let workers = Workers::of(&world, loading, device_lost_at);
    world.models = Some(workers.clone());
    (world, workers)
}

fn begun(user: &User<'_>) {
    assert!(user.open(false));
    user.begin_run(&model()).unwrap().unwrap();
}

fn check(user: &User<'_>) {
    user.settle();
    let state = user.state();
    assert_eq!(state.phase, RunPhase::Ended(End::Finished));
    assert_eq!((state.tally.answered, state.accuracy, state.faults), (10, Some((10, 10)), Vec::new()));
}

#[test]
fn a_model_that_loads_for_long_answers_in_time() {
    let (world, workers) = world(LOADING, None);
    let user = world.user();
    begun(&user);
    check(&user);
    assert_eq!(workers.counts(), (1, 0), "the model is unloaded at the end");
    assert!(matches!(world.stored.run().unwrap().0.model(), Model::Local(model) if model.loaded.len() == 1));
}

#[test]
fn a_question_that_is_given_up_stops_the_worker() {
    let (world, workers) = world(LOADING, None);
    let user = world.user();
    begun(&user);
    user.pass(LOADING + 3 * ANSWERING / 2);
    assert_eq!(workers.counts(), (1, 1));
    user.ask(StopRun).unwrap();
    user.settle();
    assert_eq!((user.state().phase, user.state().tally.answered), (RunPhase::Ended(End::Stopped), 1));
    assert_eq!(workers.counts(), (1, 0));
    user.ask(ResumeRun).unwrap();
    check(&user);
    assert_eq!(workers.counts(), (2, 0));
}

#[test]
fn stopping_and_going_on_while_the_model_loads_counts_as_nothing() {
    let (world, workers) = world(LOADING, None);
    let user = world.user();
    begun(&user);
    user.pass(LOADING / 2);
    let stopped = user.begin(StopRun, Vec::new());
    let resumed = user.begin(ResumeRun, Vec::new());
    user.wait(|| stopped.borrow().is_some() && resumed.borrow().is_some());
    check(&user);
    assert_eq!(workers.counts(), (2, 0));
}

#[test]
fn a_lost_gpu_is_replaced_and_its_question_asked_again() {
    let (world, workers) = world(5_000, Some(3));
    let user = world.user();
    begun(&user);
    check(&user);
    assert_eq!(workers.counts(), (2, 0));
}

#[test]
fn unloading_gives_up_a_warm_up() {
    let (world, workers) = world(LOADING, None);
    let user = world.user();
    assert!(user.open(false));
    let settings = Box::new(crate::world::settings(model()));
    let warm = user.begin(WarmUpModel(settings), Vec::new());
    user.pass(LOADING / 2);
    user.ask(UnloadModel).unwrap();
    user.settle();
    assert!(matches!(warm.take(), Some(Err(Failure::Run(RunFault::Local(_))))));
    assert_eq!(workers.counts(), (1, 0));
}
