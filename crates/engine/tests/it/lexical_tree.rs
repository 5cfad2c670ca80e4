use std::collections::{HashMap, HashSet};

use engine::lexical_tree::{NodeId, Tree, TreeKind, normal_form};
use proptest::prelude::*;
use serde_json::Value;

/// What a file may add to a tree, see [`Tree`].
const UNLISTED_LIMIT: usize = 20_000;
const NAME_LIMIT: usize = 1024;

fn names(tree: &Tree, path: [Option<&str>; 3]) -> Vec<String> {
    tree.find(&path.into_iter().flatten().map(str::to_owned).collect::<Vec<_>>())
        .map_or_else(Vec::new, |node| tree.names(node))
}

/// The file that the trees are made of.
fn published_file() -> Value {
    serde_json::from_str(include_str!("../../../../public/tree/lexical-tree.json")).unwrap()
}

#[test]
fn the_trees_have_their_published_sizes() {
    let file = published_file();
    let lengths = ["modalities", "labels"].map(|list| file[list].as_array().unwrap().len());
    assert_eq!(lengths, [38, 717]);
    let entries = TreeKind::ALL.map(|kind| {
        let tree = Tree::published(kind);
        [1, 3].map(|level| tree.nodes().iter().filter(|node| node.level == level).count())
    });
    assert_eq!(entries, [[18, 813], [19, 810], [4, 1084]]);
    let questions = |kind| Tree::published(kind).nodes().iter().filter_map(|node| node.questions).sum::<u32>();
    assert_eq!(TreeKind::ALL.map(questions), [20_244, 20_244, 25_831]);
}

#[test]
fn published_siblings_differ_in_their_normal_form() {
    let file = published_file();
    for (at, kind) in TreeKind::ALL.into_iter().enumerate() {
        let tree = Tree::published(kind);
        let mut places: HashSet<_> = tree.nodes().iter().map(|node| (node.parent, normal_form(&node.name))).collect();
        assert_eq!(places.len(), tree.nodes().len());
        for first in file["trees"][at].as_array().unwrap() {
            let [name, abbreviation] = [&first[0], &first[1]].map(|cell| cell.as_str().unwrap().to_owned());
            if !abbreviation.is_empty() {
                assert!(places.insert((None, normal_form(&abbreviation))), "{abbreviation}");
                assert_eq!(tree.find(&[abbreviation]), tree.find(&[name]));
            }
        }
    }
}

#[test]
fn a_path_is_found_whatever_its_case_spaces_and_full_stops() {
    let mut tree = Tree::published(TreeKind::Department);
    let size = tree.nodes().len();
    let written = [Some("OPHTHALMOLOGY"), Some("fundus_photography"), Some(" Advanced  Glaucoma. ")];
    let node = tree.place(written).unwrap();
    assert_eq!(tree.names(node), ["Ophthalmology", "Fundus Photography", "advanced glaucoma"]);
    assert_eq!(tree.place([Some("o"), Some("Fundus Photography"), Some("advanced glaucoma")]), Some(node));
    assert!(tree.nodes()[node as usize].published);
    assert_eq!(tree.nodes().len(), size);
    let modality = tree.find(&["Ophthalmology".to_owned(), "Fundus Photography".to_owned()]).unwrap();
    assert_eq!(tree.nodes()[modality as usize].labels, 78);
}

#[test]
fn only_the_department_tree_has_a_place_for_nothing() {
    let mut departments = Tree::published(TreeKind::Department);
    for nothing in [None, Some("None"), Some("N/A"), Some("nan")] {
        let node = departments.place([nothing, None, Some("x")]).unwrap();
        assert_eq!(departments.names(node), ["None"]);
    }
    let mut tasks = Tree::published(TreeKind::Task);
    assert_eq!(tasks.place([Some("None"), Some("CT"), None]), None);
    let node = tasks.place([Some("AR"), None, Some("x")]).unwrap();
    assert_eq!(tasks.names(node), ["Attribute Recognition"]);
}

#[test]
fn what_only_the_file_has_stands_last_at_its_level() {
    let mut tree = Tree::published(TreeKind::Granularity);
    tree.place([Some("Voxel level"), Some("CT"), Some("liver")]);
    tree.place([Some("Box level"), Some("Smell"), Some("lemon")]);
    tree.place([Some("Box level"), Some("X-ray"), Some("zebra")]);
    tree.place([Some("Box level"), Some("X-ray"), Some("Antelope")]);
    let order = tree.order();
    let shown: Vec<(&str, u8)> =
        order.iter().map(|&id| &tree.nodes()[id as usize]).map(|node| (node.name.as_str(), node.level)).collect();
    assert_eq!(shown.len(), tree.nodes().len());
    assert_eq!(&shown[shown.len() - 3..], [("Voxel level", 1), ("CT", 2), ("liver", 3)]);
    let at = shown.iter().position(|&name| name == ("Smell", 2)).unwrap();
    assert_eq!(&shown[at - 2..=at + 2], [("Antelope", 3), ("zebra", 3), ("Smell", 2), ("lemon", 3), ("Mask Level", 1)]);
    assert_eq!(names(&tree, [Some("box level"), Some("smell"), None]), ["Box Level", "Smell"]);
    let places: HashMap<NodeId, usize> = order.iter().copied().zip(0..).collect();
    for (id, node) in (0..).zip(tree.nodes()) {
        assert!(node.parent.is_none_or(|parent| places[&parent] < places[&id] && parent < id));
    }
}

#[test]
fn hostile_files_add_no_end_of_nodes() {
    let mut tree = Tree::published(TreeKind::Task);
    let size = tree.nodes().len();
    for label in 0..UNLISTED_LIMIT + 100 {
        assert!(tree.place([Some("Bone"), Some("CT"), Some(&format!("x{label}"))]).is_some());
    }
    assert_eq!(tree.nodes().len(), size + UNLISTED_LIMIT);
    let long = "x".repeat(NAME_LIMIT + 1);
    let node = tree.place([Some("Bone"), Some(&long), None]).unwrap();
    assert_eq!(tree.names(node), ["Bone"]);
}

#[test]
fn only_case_spaces_underscores_and_full_stops_are_ignored() {
    let cases = [
        ("Fundus_Photography", "fundus photography"),
        ("  Mask \t level ", "mask level"),
        ("the image does not contain breast cancer metastases.", "the image does not contain breast cancer metastases"),
        ("x . .", "x"),
        ("No. 1", "no. 1"),
        ("high-grade dysplasia", "high-grade dysplasia"),
        ("_", ""),
        ("ÉCG", "écg"),
    ];
    for (name, normal) in cases {
        assert_eq!(normal_form(name), normal);
    }
}

proptest! {
    #[test]
    fn a_normal_form_is_its_own(name in "[a-zA-Zİß_ .\t\n-]{0,20}") {
        let normal = normal_form(&name);
        prop_assert_eq!(normal_form(&normal), normal);
    }
}
