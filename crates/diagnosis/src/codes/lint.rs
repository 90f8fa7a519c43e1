//! What `lint` finds in injection configurations.

codes! {
    NUMERIC_TAG "numeric-tag" Warning {
        title: "the tag of images is a number",
        meaning: "YAML reads 1.30 as the number 1.3, so that pods get the image of another release, or one that is not \
                  there. Istio refuses such values.",
        example: "values: {global: {tag: 1.30}}",
        remedy: "put the tag in quotes: '1.30'",
    }
    POLICY "policy-unknown" Error {
        title: "the policy is none that injectors know",
        meaning: "policy is enabled or disabled. With anything else no pod is injected, whatever it asks for.",
        example: "policy: enable",
        remedy: "write enabled or disabled",
    }
    TWICE "proxy-twice" Warning {
        title: "a template makes the proxy an ordinary container beside the native sidecar",
        meaning: "With native sidecars the proxy is among initContainers. A custom template that names it under \
                  containers adds a second container of that name, and API servers refuse the pod.",
        example: "templates:\n  custom: |\n    spec:\n      containers:\n      - name: istio-proxy\n        env: [{name: A, value: b}]",
        remedy: "let the template name the proxy where it is: {{ if ne (index .ObjectMeta.Annotations \"sidecar.istio.io/nativeSidecar\" \
                 | default (printf \"%t\" .NativeSidecars)) \"false\" }}initContainers{{ else }}containers{{ end }}:",
    }
    RELEASE "release-specific" Info {
        title: "a template uses what not all releases of Istio have",
        meaning: "The field or function is not in every release near the one that the configuration is of. A control plane \
                  of a release without it cannot use the template: a function stops it from loading, a field fails each pod.",
        example: "templates: {sidecar: '{{ omitNil .Spec }}'}",
        remedy: "keep the template with its release, or do without",
    }
    DOCUMENT "second-document" Warning {
        title: "a text has more than the one document that is read",
        meaning: "Of injection config, values and mesh config only the first YAML document is read.",
        example: "policy: enabled\n---\ntemplates: {sidecar: …}",
        remedy: "put all into one document",
    }
    BROKEN "template-broken" Error {
        title: "the injection configuration cannot be loaded",
        meaning: "A template cannot be parsed, calls a function that is not there, or the configuration is not one. The \
                  injector keeps its last good one, or does not start.",
        example: "templates: {sidecar: '{{ tooYaml .Spec }}'}",
        remedy: "correct what the cause names",
    }
    UNKNOWN_FIELD "template-unknown-field" Error {
        title: "a template reads a field that its data does not have",
        meaning: "Pods for which this line is executed are refused. The field is misspelt, or of another release.",
        example: "templates: {sidecar: '{{ .ObjectMeta.Anotations }}'}",
        remedy: "correct the field's name, or use a release that has it",
    }
    UNESCAPED "unescaped-annotation" Warning {
        title: "a template prints an annotation's value as it is",
        meaning: "Whoever may create a pod writes its annotations, and they hold any text. Printed into YAML without \
                  escaping, a line feed in one adds fields to the injected pod: another image, a privileged container, a \
                  mounted volume. That defeats every check that the injector makes of single values.",
        example: "image: {{ annotation .ObjectMeta `sidecar.istio.io/proxyImage` .Values.global.proxy.image }}",
        remedy: "end the expression in | quote or | toJson, or in | int64 for a number",
    }
    UNQUOTED "unquoted-name" Info {
        title: "a template prints a name or a label without quotes",
        meaning: "Names and labels hold no text that breaks YAML, but some look like a number or a truth: a label \
                  version: 1.10 becomes the number 1.1, and the pod is refused or wrong.",
        example: "version: {{ index .ObjectMeta.Labels `version` }}",
        remedy: "end the expression in | quote",
    }
    UNREAD "unread-key" Warning {
        title: "nothing reads a key of the configuration",
        meaning: "The key is misspelt, stands in the wrong place, or is of another release. It changes nothing.",
        example: "values: {global: {proxy: {logLevell: debug}}}",
        remedy: "correct the key's name, or remove it",
    }
}
