use super::DocumentPath;

/// The paths a read asks for: cut at the first list index and free of overlaps, as DynamoDB needs them.
///
/// ```
/// # use dynamo_core::prelude::*;
/// use dynamo_core::request::{DocumentPath, Projection, Step};
///
/// let lines = DocumentPath::root("lines");
/// let projection = Projection::covering([lines.clone().then(Step::Index(2)), lines.clone(), DocumentPath::root("total")]);
/// assert_eq!(projection.paths(), [lines, DocumentPath::root("total")]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Projection {
    paths: Vec<DocumentPath>,
}

impl Projection {
    /// The fewest paths that bring everything asked for.
    ///
    /// DynamoDB packs projected list elements together, so that their positions are lost, and refuses two paths of
    /// which one covers the other. So a path ends before its first list index, and covered paths are left out.
    #[must_use]
    pub fn covering(asked: impl IntoIterator<Item = DocumentPath>) -> Self {
        let mut paths: Vec<DocumentPath> = Vec::new();
        for path in asked {
            let path = path.before_index();
            if paths.iter().any(|known| known.covers(&path)) {
                continue;
            }
            paths.retain(|known| !path.covers(known));
            paths.push(path);
        }
        Self { paths }
    }

    /// The paths, in the order they were first asked for.
    #[must_use]
    pub fn paths(&self) -> &[DocumentPath] {
        &self.paths
    }
}

#[cfg(test)]
mod tests {
    use super::{DocumentPath, Projection};
    use crate::request::Step;

    fn path(steps: &[&str]) -> DocumentPath {
        let (root, rest) = steps.split_first().expect("a path has a root");
        rest.iter().fold(DocumentPath::root((*root).to_owned()), |path, step| {
            path.then(step.parse().map_or_else(|_| Step::Member((*step).to_owned().into()), Step::Index))
        })
    }

    #[test]
    fn covered_paths_are_left_out_whatever_their_order() {
        let parent_last = Projection::covering([path(&["a", "b"]), path(&["c"]), path(&["a"])]);
        assert_eq!(parent_last.paths(), [path(&["c"]), path(&["a"])]);
        let parent_first = Projection::covering([path(&["a"]), path(&["a", "b"]), path(&["ab"])]);
        assert_eq!(parent_first.paths(), [path(&["a"]), path(&["ab"])]);
    }

    #[test]
    fn a_path_ends_before_its_first_list_index() {
        let cut = Projection::covering([path(&["a", "b", "3", "c"]), path(&["a", "b", "1"])]);
        assert_eq!(cut.paths(), [path(&["a", "b"])]);
    }
}
