use engine::submission::{ArxivFault, arxiv_link};

#[test]
fn all_forms_become_one() {
    for (text, link) in [
        ("https://arxiv.org/abs/2408.03361", "https://arxiv.org/abs/2408.03361"),
        (" http://www.arXiv.org/abs/2408.03361v7 ", "https://arxiv.org/abs/2408.03361v7"),
        ("arxiv.org/pdf/2408.03361v2.pdf", "https://arxiv.org/abs/2408.03361v2"),
        ("https://arxiv.org/pdf/2408.03361", "https://arxiv.org/abs/2408.03361"),
        ("https://arxiv.org/html/2408.03361v1/?context=cs#S2", "https://arxiv.org/abs/2408.03361v1"),
        ("arXiv:2408.03361", "https://arxiv.org/abs/2408.03361"),
        ("2408.03361", "https://arxiv.org/abs/2408.03361"),
        ("0704.0001", "https://arxiv.org/abs/0704.0001"),
        ("https://export.arxiv.org/abs/hep-th/9901001v2", "https://arxiv.org/abs/hep-th/9901001v2"),
        ("math.GT/0309136", "https://arxiv.org/abs/math.GT/0309136"),
        ("doi.org/10.48550/arXiv.2408.03361", "https://arxiv.org/abs/2408.03361"),
        ("https://doi.org/10.48550/arXiv.2408.03361", "https://arxiv.org/abs/2408.03361"),
        ("http://dx.doi.org/10.48550/ARXIV.2408.03361", "https://arxiv.org/abs/2408.03361"),
        ("https://doi.org/10.48550/arXiv.hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("doi:10.48550/arXiv.2408.03361", "https://arxiv.org/abs/2408.03361"),
        ("arXiv:2408.03361 [cs.CV]", "https://arxiv.org/abs/2408.03361"),
        ("arXiv:2408.03361v2 [eess.IV]", "https://arxiv.org/abs/2408.03361v2"),
        ("arxiv.org:443/abs/2408.03361", "https://arxiv.org/abs/2408.03361"),
        ("https://arxiv.org:443/pdf/2408.03361v2.pdf", "https://arxiv.org/abs/2408.03361v2"),
    ] {
        assert_eq!(arxiv_link(text).as_deref(), Ok(link), "{text}");
    }
}

#[test]
fn what_names_no_article_is_refused() {
    for text in [
        "https://example.org/abs/2408.03361",
        "https://arxiv.org.example/abs/2408.03361",
        "https://doi.org/10.1000/2408.03361",
        "https://arxiv.org:8443/abs/2408.03361",
    ] {
        assert_eq!(arxiv_link(text), Err(ArxivFault::OtherSite), "{text:?}");
    }
    for text in [
        "",
        "https://arxiv.org",
        "https://arxiv.org/list/cs.CV/recent",
        "https://arxiv.org/abs/2413.03361",
        "https://arxiv.org/abs/2408.0336",
        "https://arxiv.org/abs/1412.03361",
        "https://arxiv.org/abs/2408.03361v",
        "https://arxiv.org/abs/2408.03361v0",
        "https://arxiv.org/abs/2408.03361\r\nBcc: x@example.org",
        "our paper",
        "arXiv:2408.03361 []",
        "arXiv:2408.03361 [cs.CV\r\nBcc: x@example.org]",
        "https://doi.org/10.48550/arXiv.",
        "2408.０3361",
    ] {
        assert_eq!(arxiv_link(text), Err(ArxivFault::NoIdentifier), "{text:?}");
    }
}
