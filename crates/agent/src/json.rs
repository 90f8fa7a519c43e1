//! Short ways to write documents.

/// A mapping as a [`kubeyaml::Value`].
macro_rules! object {
    ($($key:literal: $value:expr),* $(,)?) => {
        kubeyaml::Value::Map(kubeyaml::Map::from_entries(vec![$(($key.into(), kubeyaml::Value::from($value))),*]))
    };
}

/// A list as a [`kubeyaml::Value`].
macro_rules! list {
    ($($item:expr),* $(,)?) => {
        kubeyaml::Value::List(vec![$(kubeyaml::Value::from($item)),*])
    };
}

pub(crate) use {list, object};
