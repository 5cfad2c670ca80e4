"""The text of a question: template sentences, and labels drawn from the published lexical tree."""

import json
from dataclasses import dataclass

AXES = ("task", "department", "granularity")

TEMPLATES = [
    "In this {modality} image, which structure does the {mark} mark?",
    "Which of the following best describes what this {modality} image shows?",
    "This is a {modality} image. Within the {mark}, what is the most likely finding?",
    "What is the most appropriate label for the {mark} in this {modality} image, given the task “{task}”?",
    "Observe the {modality} image, paying attention to the {mark}. What is being shown?",
    "Considering the patient’s {modality} scan (slice ≈ 5 mm), identify the {mark}.",
    "How would you grade the {modality} image, e.g. as good, usable or reject?",
]

MARKS = {
    "Image level": "whole image",
    "Box level": "green bounding box",
    "Mask level": "highlighted mask",
    "Contour level": "red contour",
}

WRONG_OPTIONS = [
    "left kidney", "right kidney", "liver", "spleen", "pancreas", "stomach", "gallbladder", "aorta",
    "inferior vena cava", "left lung", "right lung", "heart", "trachea", "esophagus", "brainstem", "cerebellum",
    "hippocampus", "corpus callosum", "optic disc", "optic cup", "fovea", "drusen", "hard exudates", "microaneurysm",
    "hemorrhage", "femur", "tibia", "fibula", "humerus", "vertebral body L3", "rib fracture", "pneumothorax",
    "pleural effusion", "consolidation", "cardiomegaly", "polyp", "forceps", "scissors", "clipper", "grasper",
    "mitosis", "lymphocyte", "neutrophil", "eosinophil", "basophil", "stroma", "adipose tissue", "smooth muscle",
    "mucosa", "melanoma", "nevus", "seborrheic keratosis", "basal cell carcinoma", "grade 0", "grade 1", "grade 2",
    "grade 3", "grade 4", "good quality", "usable", "reject", "none of the above",
]  # fmt: skip

UNICODE_TEXTS = [
    "β-cell", "Grübler–Meyer sign", "左肾 (left kidney)", "naïve T lymphocyte", "µ-calcification ≥ 3 mm",
    "Sjögren’s syndrome", "T₂ hyper-intensity", "e\u0301tage combining", "нормальная ткань", "正常組織, grade ≤ 2",
    "ﬁbrosis 🫁",
]  # fmt: skip

ORIGINAL_TASKS = ("SEG_3D", "SEG_2D", "CLS_2D", "DET_2D")

LETTERS = "ABCDE"


@dataclass(frozen=True)
class Leaf:
    """A label under a modality, and where in the three trees the pair stands."""

    modality: str
    label: str
    tasks: tuple[str, ...]
    departments: tuple[str, ...]
    granularities: tuple[str, ...]


def load_leaves(path):
    """The pairs of modality and label that stand in all three trees, sorted."""
    with open(path, encoding="utf-8") as file:
        trees = json.load(file)["trees"]
    places = {}
    for axis in AXES:
        for name, modalities in trees[axis].items():
            for modality, labels in modalities.items():
                for label in labels:
                    places.setdefault((modality, label), {axis: [] for axis in AXES})[axis].append(name)
    return [
        Leaf(modality, label, *(tuple(found[axis]) for axis in AXES))
        for (modality, label), found in sorted(places.items())
        if all(found.values())
    ]


def pick(rng, values):
    """One of `values`."""
    return values[int(rng.integers(len(values)))]


def needing_quotes(rng, text):
    """`text` made such that the TSV must quote it: with tabs, newlines, double quotes."""
    return pick(
        rng,
        [
            f'{text}\tsee "tab" field',
            f"{text}\nFindings:\n- first line\n- second line",
            'The "' + text.replace(" ", '" ', 1),
            f'"{text}"',
            f'{text} with ""doubled"" quotes,\tand a tab\nand a newline',
        ],
    )


def wrong_options(rng, count):
    """`count` different option texts, some with punctuation or letters beyond ASCII."""
    chosen = [WRONG_OPTIONS[int(i)] for i in rng.choice(len(WRONG_OPTIONS), count, replace=False)]
    if rng.random() < 0.06:
        chosen[int(rng.integers(count))] = pick(rng, UNICODE_TEXTS)
    if rng.random() < 0.03:
        quoted = rng.random() < 0.3
        chosen[int(rng.integers(count))] += ', stage II/III; "early"' if quoted else ", it's mild \\ moderate"
    return chosen


def make_question(rng, leaves, odd_share):
    """All columns of a row but `index` and `image`, by column name.

    3 to 5 options; E is empty in about 60 % of the rows and the text `None` in 1 %.
    A share `odd_share` has a text that needs quoting.
    """
    leaf = pick(rng, leaves)
    task, department = pick(rng, leaf.tasks), pick(rng, leaf.departments)
    granularity = pick(rng, leaf.granularities).replace(" Level", " level")
    question = pick(rng, TEMPLATES).format(modality=leaf.modality, mark=MARKS[granularity], task=task)
    count = int(rng.choice([3, 4, 5], p=[0.07, 0.53, 0.40]))
    options = wrong_options(rng, count)
    if rng.random() < 0.04:
        question += f" Note: {pick(rng, UNICODE_TEXTS)}."
    if rng.random() < odd_share:
        if rng.random() < 0.6:
            question = needing_quotes(rng, question)
        else:
            odd = int(rng.integers(count))
            options[odd] = needing_quotes(rng, options[odd])
    right = int(rng.integers(count))
    options[right] = leaf.label
    options += [""] * (len(LETTERS) - count)
    if count == 4 and rng.random() < 0.02:
        options[4] = "None"
    return {
        "question": question,
        **dict(zip(LETTERS, options)),
        "answer": LETTERS[right],
        "category": leaf.label,
        "clinical VQA task": task,
        "department": department,
        "perceptual granularity": granularity,
        "modality": leaf.modality,
        "original task": pick(rng, ORIGINAL_TASKS),
    }
