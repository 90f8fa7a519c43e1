//! Which source wins: a row for each rule.

use std::collections::BTreeMap;

use injection::resolve::{
    ConfigMapNames, Files, Given, LegacyFlags, Parts, Purpose, Resolution, Sources, Text, environment,
    resolve,
};
use injection::{Facts, NativeSidecars, Version};
use objects::World;

/// An injection config of today, for what is not the built-in one.
const CONFIG: &str = "templates: {sidecar: '{{ .Values.global.hub }}'}\n";

fn file(name: &str, text: &str) -> Text {
    Text::new(text, name)
}

fn values(name: &str, hub: &str) -> Text {
    file(name, &format!("global: {{hub: {hub}}}\n"))
}

fn config_map(name: &str, data: &str) -> String {
    format!(
        "{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}, namespace: istio-system}}, data: {data}}}\n"
    )
}

fn config_map_with(hub: &str) -> String {
    config_map(
        "istio-sidecar-injector",
        &format!("{{config: \"{}\", values: 'global: {{hub: {hub}}}'}}", CONFIG.trim()),
    )
}

/// What a cluster gives.
fn given(hub: &str) -> Given {
    let mesh = config_map("istio", "{mesh: 'trustDomain: cluster'}");
    let world = World::of_text(&format!("{}---\n{mesh}", config_map_with(hub))).expect("objects");
    let names = ConfigMapNames::of(None, None, None, "");
    Given::of(&world, &names, Parts { inject: true, mesh: true }, "the cluster")
        .expect("both ConfigMaps are there")
}

fn operator(spec: &str) -> Text {
    file("operator", &format!("kind: IstioOperator\nspec: {spec}\n"))
}

fn with_files(files: Files) -> Sources {
    Sources { files, ..Sources::default() }
}

fn own_config() -> Files {
    Files { config: Some(file("config", CONFIG)), ..Files::default() }
}

fn at(resolution: &Resolution, path: &[&str]) -> String {
    let value = resolution.injector.values().document().at(path);
    kubeyaml::scalar_text(value).map(|text| text.to_string()).unwrap_or_default()
}

#[test]
fn the_hub_is_that_of_the_source_that_wins() {
    let legacy = |hub: &str| Some(LegacyFlags { hub: Some(hub.to_owned()), ..LegacyFlags::default() });
    let all = Files {
        config: Some(file("map", &config_map_with("of-the-map"))),
        values: vec![values("values", "of-the-file")],
        mesh: None,
        operator: Some(operator("{hub: of-the-operator}")),
        snapshot: None,
    };
    let no_operator = Files { operator: None, ..all.clone() };
    let no_values = Files { values: Vec::new(), ..no_operator.clone() };
    for (rule, sources, purpose, want) in [
        ("nothing is named", Sources::default(), Purpose::KubeInject, "docker.io/istio"),
        (
            "an own config takes built-in values",
            with_files(own_config()),
            Purpose::Webhook,
            "docker.io/istio",
        ),
        (
            "a cluster's values beat the built-in ones",
            Sources { given: given("of-the-cluster"), ..Sources::default() },
            Purpose::Webhook,
            "of-the-cluster",
        ),
        (
            "a cluster's values go with its config",
            Sources { given: given("of-the-cluster"), ..with_files(own_config()) },
            Purpose::Webhook,
            "docker.io/istio",
        ),
        (
            "a ConfigMap in a file brings its values along, and beats the cluster",
            Sources { given: given("of-the-cluster"), ..with_files(no_values) },
            Purpose::Webhook,
            "of-the-map",
        ),
        (
            "a values file beats a ConfigMap's values",
            Sources { given: given("of-the-cluster"), ..with_files(no_operator) },
            Purpose::Webhook,
            "of-the-file",
        ),
        (
            "of several values files the last one wins",
            with_files(Files { values: vec![values("a", "first"), values("b", "last")], ..Files::default() }),
            Purpose::Install,
            "last",
        ),
        ("an operator file beats them all", with_files(all.clone()), Purpose::Webhook, "of-the-operator"),
        (
            "an operator's values beat what its spec says",
            with_files(Files {
                operator: Some(operator("{hub: x, values: {global: {hub: of-its-values}}}")),
                ..own_config()
            }),
            Purpose::Webhook,
            "of-its-values",
        ),
        (
            "an assignment beats the operator file",
            Sources { set: vec!["global.hub=assigned".to_owned()], ..with_files(all) },
            Purpose::Webhook,
            "assigned",
        ),
        (
            "of several assignments the last one wins",
            Sources {
                set: vec!["global.hub=a,global.hub=b".into(), "global.hub=c".into()],
                ..Sources::default()
            },
            Purpose::Webhook,
            "c",
        ),
        (
            "an old flag beats a values file for the built-in config",
            Sources {
                legacy: legacy("flag"),
                ..with_files(Files { values: vec![values("v", "file")], ..Files::default() })
            },
            Purpose::KubeInject,
            "flag",
        ),
        (
            "an old flag does nothing for another config",
            Sources { legacy: legacy("flag"), ..with_files(own_config()) },
            Purpose::KubeInject,
            "docker.io/istio",
        ),
        (
            "an assignment beats an old flag",
            Sources { legacy: legacy("flag"), set: vec!["global.hub=assigned".into()], ..Sources::default() },
            Purpose::KubeInject,
            "assigned",
        ),
    ] {
        let resolution = resolve(sources, purpose).unwrap();
        assert_eq!(at(&resolution, &["global", "hub"]), want, "{rule}");
    }
}

#[test]
fn values_are_laid_over_the_built_in_ones_or_are_all_there_are() {
    let over = |text: &str, files: Files| with_files(Files { values: vec![file("v", text)], ..files });
    for (rule, sources, purpose, hub, tag) in [
        (
            "for the built-in config",
            over("global: {tag: t}", Files::default()),
            Purpose::Webhook,
            "docker.io/istio",
            "t",
        ),
        ("for another one", over("global: {tag: t}", own_config()), Purpose::Webhook, "", "t"),
        (
            "for what is installed",
            over("global: {tag: t}", own_config()),
            Purpose::Install,
            "docker.io/istio",
            "t",
        ),
        ("null stays null", over("global: {tag: t, hub: null}", Files::default()), Purpose::Webhook, "", "t"),
        (
            "Helm's null removes",
            over("global: {tag: t, hub: null}", Files::default()),
            Purpose::Install,
            "",
            "t",
        ),
    ] {
        let resolution = resolve(sources, purpose).unwrap();
        assert_eq!(at(&resolution, &["global", "hub"]), hub, "{rule}");
        assert_eq!(at(&resolution, &["global", "tag"]), tag, "{rule}");
        let global = resolution.injector.values().document().at(&["global"]);
        assert_eq!(global.get("hub").is_some(), !hub.is_empty() || rule == "null stays null", "{rule}");
    }
}

#[test]
fn the_mesh_config_is_that_of_the_source_that_wins() {
    let mesh = |domain: &str| Some(file("mesh", &format!("trustDomain: {domain}\n")));
    let cluster = || Sources { given: given("h"), ..Sources::default() };
    for (rule, sources, want) in [
        ("nothing is named", Sources::default(), "the built-in mesh config"),
        ("a cluster's", cluster(), "ConfigMap istio-system/istio, key `mesh`"),
        (
            "a cluster's goes with a config in a file, too",
            Sources { files: own_config(), ..cluster() },
            "ConfigMap istio-system/istio, key `mesh`",
        ),
        (
            "a file beats a cluster",
            Sources { files: Files { mesh: mesh("f"), ..Files::default() }, ..cluster() },
            "mesh",
        ),
        (
            "an operator file beats both, even without one",
            Sources {
                files: Files { mesh: mesh("f"), operator: Some(operator("{}")), ..Files::default() },
                ..cluster()
            },
            "operator, spec.meshConfig",
        ),
    ] {
        assert_eq!(resolve(sources, Purpose::Webhook).unwrap().mesh.place, want, "{rule}");
    }
}

#[test]
fn a_snapshot_that_is_named_beats_the_cluster() {
    let node = |name: &str| {
        Facts::of(&World::of_text(&format!("{{kind: Node, metadata: {{name: {name}}}}}")).unwrap())
    };
    for (snapshot, cluster, want) in [
        (None, None, None),
        (None, Some(node("live")), Some("live")),
        (Some(node("saved")), Some(node("live")), Some("saved")),
        // What it does not hold is unknown: a snapshot is of one cluster and one moment.
        (Some(Facts::default()), Some(node("live")), None),
    ] {
        let sources = Sources {
            given: Given { facts: cluster, ..Given::default() },
            ..with_files(Files { snapshot, ..Files::default() })
        };
        let nodes = resolve(sources, Purpose::Webhook).unwrap().facts.nodes;
        assert_eq!(nodes.as_ref().and_then(|nodes| nodes.keys().next()).map(String::as_str), want);
    }
}

#[test]
fn the_revision_is_the_named_one_and_chooses_among_config_maps() {
    let both = format!(
        "{}---\n{}",
        config_map_with("default"),
        config_map(
            "istio-sidecar-injector-canary",
            &format!("{{config: \"{}\", values: 'global: {{hub: canary}}'}}", CONFIG.trim())
        )
    );
    let named = |revision: &str, operator: Option<Text>| Sources {
        revision: revision.to_owned(),
        ..with_files(Files { config: Some(file("both", &both)), operator, ..Files::default() })
    };
    let of_operator = || Some(operator("{revision: theirs, values: {global: {hub: o}}}"));
    for (sources, purpose, revision, hub) in [
        (named("", None), Purpose::Webhook, "", "default"),
        (named("default", None), Purpose::Webhook, "default", "default"),
        // As istioctl has it.
        (named("default", None), Purpose::KubeInject, "", "default"),
        (named("canary", None), Purpose::KubeInject, "canary", "canary"),
        (named("", of_operator()), Purpose::Webhook, "theirs", "o"),
        (named("canary", of_operator()), Purpose::Webhook, "canary", "o"),
    ] {
        let resolution = resolve(sources, purpose).unwrap();
        let found = (resolution.injector.settings().revision.as_str(), at(&resolution, &["global", "hub"]));
        assert_eq!(found, (revision, hub.to_owned()));
    }
}

#[test]
fn a_version_that_is_named_is_that_of_an_own_config_only() {
    let old: Version = "1.20".parse().unwrap();
    for (sources, want) in [
        (Sources { version: Some(old), ..Sources::default() }, Version::LATEST),
        (Sources { version: Some(old), ..with_files(own_config()) }, old),
        (with_files(own_config()), Version::LATEST),
        (Sources { version: "1.1".parse().ok(), ..with_files(own_config()) }, Version::LATEST),
    ] {
        assert_eq!(resolve(sources, Purpose::Webhook).unwrap().injector.version(), want);
    }
}

#[test]
fn a_flag_about_native_sidecars_beats_the_environment() {
    for (variable, flag, want) in [
        (None, None, None),
        (Some("true"), None, Some("true")),
        (Some("true"), Some(NativeSidecars::False), Some("false")),
        (None, Some(NativeSidecars::True), Some("true")),
        (Some("true"), Some(NativeSidecars::Auto), Some("false")),
    ] {
        let own: BTreeMap<String, String> =
            variable.map(|v| ("ENABLE_NATIVE_SIDECARS".to_owned(), v.to_owned())).into_iter().collect();
        let found = environment(own, flag);
        assert_eq!(found.get("ENABLE_NATIVE_SIDECARS").map(String::as_str), want);
    }
}

#[test]
fn what_the_user_should_know_is_noted() {
    let built_in = "the built-in injection config, values and mesh config are used; --injectConfigFile and --meshConfigFile name a mesh's own";
    let misspelt = Files { values: vec![file("v", "global: {hbu: x}")], ..Files::default() };
    for (sources, purpose, want) in [
        (Sources::default(), Purpose::Webhook, vec![built_in]),
        (Sources::default(), Purpose::Install, vec![]),
        (
            Sources { set: vec!["global.tga=1".into()], ..Sources::default() },
            Purpose::Install,
            vec!["--set: nothing reads `global.tga`; did you mean `global.tag`?"],
        ),
        (
            with_files(misspelt.clone()),
            Purpose::Install,
            vec!["v: nothing reads `global.hbu`; did you mean `global.hub`?"],
        ),
        (
            with_files(misspelt),
            Purpose::KubeInject,
            vec![
                "the built-in injection config and mesh config are used; -i NAMESPACE reads those of a mesh, --injectConfigFile and --meshConfigFile those of files",
                "v: nothing reads `global.hbu`; did you mean `global.hub`?",
                "what v leaves out is as in the built-in values",
            ],
        ),
        (
            Sources { version: "1.1".parse().ok(), ..with_files(own_config()) },
            Purpose::Webhook,
            vec![
                "--compat has no effect: this injection config has `templates`, as those of Istio 1.9 on, and is read as such",
                "no values were given (--valuesFile); the built-in ones are used",
            ],
        ),
        (
            with_files(own_config()),
            Purpose::Webhook,
            vec!["no values were given (--valuesFile); the built-in ones are used"],
        ),
        (
            with_files(Files {
                config: Some(file("c", "{templates: {sidecar: ''}, allowedAnotations: []}")),
                values: vec![file("v", "{}")],
                ..Files::default()
            }),
            Purpose::KubeInject,
            vec!["c: nothing reads `allowedAnotations`; did you mean `allowedAnnotations`?"],
        ),
        (
            with_files(Files {
                config: Some(file("c", "templates: {sidecar: ''}\n---\nallowedAnnotations: []\n")),
                values: vec![
                    file("v", "# first\n---\nglobal: {hub: x}\n---\nb: 1\n"),
                    file("w", "---\nglobal: {tag: y}\n...\n# end\n"),
                ],
                mesh: Some(file("m", "trustDomain: x\n...\nrootNamespace: y\n")),
                ..Files::default()
            }),
            Purpose::KubeInject,
            vec![
                "c: only the first document is read, as by Istio; put all into one",
                "m: only the first document is read, as by Istio; put all into one",
                "v: only the first document is read, as by Istio; put all into one",
            ],
        ),
        (
            with_files(Files {
                values: vec![file("v", "global: {hub: h, tag: 1.30}"), file("w", "global: {tag: '1.30'}")],
                ..own_config()
            }),
            Purpose::KubeInject,
            vec!["v: `global.tag` is the number 1.3; put it in quotes, as YAML reads 1.30 as 1.3"],
        ),
        (
            with_files(Files {
                config: Some(file(
                    "c",
                    "{templates: {sidecar: ''}, policy: enable, neverInjectSelector: [{matchLabels: {a: 1}}]}",
                )),
                values: vec![file("v", "{}")],
                ..Files::default()
            }),
            Purpose::Webhook,
            vec![
                "no pod is injected: the policy is \"enable\", must be enabled or disabled",
                "neverInjectSelector[0] is invalid and was passed over: the value of label \"a\" is not a string",
            ],
        ),
        (
            Sources {
                version: Some(Version::LATEST),
                ..with_files(Files {
                    values: vec![values("v", "x")],
                    operator: Some(operator("{vaules: {}}")),
                    ..Files::default()
                })
            },
            Purpose::Webhook,
            vec![
                "the built-in injection config is used; --injectConfigFile and --meshConfigFile name a mesh's own",
                "--compat has no effect: the built-in configuration is of today, whatever version is named",
                "--valuesFile has no effect: values and mesh config are those of --operatorFileName",
                "operator: nothing reads `spec.vaules`; did you mean `spec.values`?",
                "what operator leaves out is as in the built-in values",
            ],
        ),
        (
            Sources {
                legacy: Some(LegacyFlags {
                    tag: Some("t".into()),
                    verbosity: Some(1),
                    ..LegacyFlags::default()
                }),
                ..with_files(own_config())
            },
            Purpose::KubeInject,
            vec![
                "no values were given (--valuesFile); the built-in ones are used",
                "--verbosity has no effect: nothing that is injected depends on it",
                "--tag has no effect: only the built-in injection config heeds such flags",
            ],
        ),
    ] {
        let notes = resolve(sources, purpose).unwrap().notes;
        let notes: Vec<String> = notes.iter().filter(|n| !n.is_detail()).map(ToString::to_string).collect();
        assert_eq!(notes, want);
    }
}

#[test]
fn what_cannot_be_used_says_where_and_what_to_do() {
    let set = |assignment: &str| Sources { set: vec![assignment.to_owned()], ..Sources::default() };
    for (sources, cause, place, hint) in [
        (set("x"), "--set x: there is no `=`", None, Some("write it as --set global.tag=1.31.0")),
        (
            set("global.hub.x=1"),
            "--set global.hub.x=1: there is string where `x` should be a key",
            None,
            Some("write it as --set global.tag=1.31.0"),
        ),
        (
            with_files(Files { values: vec![file("v", "[]")], ..Files::default() }),
            "could not parse configuration values: they are array, must be a mapping",
            Some("v"),
            Some("values are a mapping in YAML or JSON; `outrigger config values` prints some"),
        ),
        (
            with_files(Files { mesh: Some(file("m", "global: {}")), ..Files::default() }),
            "this is the values of its templates, not a mesh config",
            Some("m"),
            Some("were two files swapped?"),
        ),
        (
            with_files(Files { operator: Some(file("o", "kind: Pod")), ..Files::default() }),
            "there is no IstioOperator in this file",
            Some("o"),
            Some("it has `kind: IstioOperator`, and its `spec` has `values` and `meshConfig`"),
        ),
        (
            Sources {
                legacy: Some(LegacyFlags { sidecar_proxy_uid: Some(0), ..LegacyFlags::default() }),
                ..Sources::default()
            },
            "--sidecarProxyUID 0 cannot be used, it must be from 1 to 2147483647",
            None,
            None,
        ),
    ] {
        let error = resolve(sources, Purpose::KubeInject).unwrap_err();
        assert_eq!(error.to_string(), cause);
        assert_eq!((error.place().as_deref(), error.hint().as_deref()), (place, hint), "{cause}");
    }
}
