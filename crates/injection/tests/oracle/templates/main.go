// Writes what Go answers to the templates of ../templates.json on the data of ../templates-data.json.
//
//	cd tests/oracle/templates && TZ=UTC go run . >../templates-go.json
//
// Two things that differ from run to run are written as one: addresses, and the blanks that protobuf puts into the text of a
// message.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"github.com/golang/protobuf/jsonpb"
	legacy "github.com/golang/protobuf/proto"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
	mesh "istio.io/api/mesh/v1alpha1"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/yaml"

	"templates/inject"
)

type answer struct {
	Out string `json:"out"`
	Err string `json:"err,omitempty"`
}

type source struct {
	Pod         json.RawMessage
	ProxyConfig json.RawMessage
	MeshConfig  json.RawMessage
	Values      map[string]any
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(name string, into any) {
	text, err := os.ReadFile(name)
	must(err)
	must(json.Unmarshal(text, into))
}

func data(from source) *inject.SidecarTemplateData {
	var pod core.Pod
	must(json.Unmarshal(from.Pod, &pod))
	proxy, config := &mesh.ProxyConfig{}, &mesh.MeshConfig{}
	must(jsonpb.UnmarshalString(string(from.ProxyConfig), proxy))
	must(jsonpb.UnmarshalString(string(from.MeshConfig), config))
	return &inject.SidecarTemplateData{
		TypeMeta:                 meta.TypeMeta{Kind: "Deployment", APIVersion: "apps/v1"},
		DeploymentMeta:           types.NamespacedName{Name: "shop", Namespace: "prod"},
		ObjectMeta:               pod.ObjectMeta,
		Spec:                     pod.Spec,
		ProxyConfig:              proxy,
		MeshConfig:               config,
		Values:                   from.Values,
		Revision:                 "default",
		NativeSidecars:           true,
		ProxyImage:               "example.test/proxyv2:1",
		ProxyUID:                 1337,
		ProxyGID:                 1337,
		InboundTrafficPolicyMode: "passthrough",
	}
}

// Functions with the parameters and results of those that injection has for typed data.
func functions() template.FuncMap {
	all := sprig.TxtFuncMap()
	all["structToJSON"] = func(v any) string {
		if v == nil {
			return "{}"
		}
		return or(json.Marshal(v))("{}")
	}
	all["protoToJSON"] = func(m proto.Message) string {
		text, err := (&jsonpb.Marshaler{}).MarshalToString(legacy.MessageV1(m))
		if err != nil {
			return "{}"
		}
		return text
	}
	all["toYaml"] = func(v any) string { return or(yaml.Marshal(v))("") }
	all["annotation"] = func(m meta.ObjectMeta, name string, otherwise any) string {
		if value, ok := m.Annotations[name]; ok {
			return value
		}
		return fmt.Sprint(otherwise)
	}
	all["includeInboundPorts"] = ports
	all["formatDuration"] = func(d *durationpb.Duration) string { return d.AsDuration().String() }
	all["isset"] = func(m map[string]string, key string) bool { _, ok := m[key]; return ok }
	return all
}

func ports(containers []core.Container) string {
	var all []string
	for _, container := range containers {
		for _, port := range container.Ports {
			if port.Protocol != core.ProtocolUDP && port.Protocol != core.ProtocolSCTP {
				all = append(all, fmt.Sprint(port.ContainerPort))
			}
		}
	}
	return strings.Join(all, ",")
}

func or(text []byte, err error) func(string) string {
	return func(otherwise string) string {
		if err != nil {
			return otherwise
		}
		return string(text)
	}
}

var address = regexp.MustCompile(`0x[0-9a-f]{6,}`)

func plain(text string) string {
	return strings.ReplaceAll(address.ReplaceAllString(text, "0xADDRESS"), "  ", " ")
}

func ask(text string, dot any) answer {
	t, err := template.New("t").Funcs(functions()).Parse(text)
	if err != nil {
		return answer{Err: err.Error()}
	}
	var out strings.Builder
	if err := t.Execute(&out, dot); err != nil {
		return answer{Err: plain(err.Error())}
	}
	return answer{Out: plain(out.String())}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "messages" {
		printMessages()
		return
	}
	var from source
	var rows []string
	read("../templates-data.json", &from)
	read("../templates.json", &rows)
	answers := make([]answer, 0, len(rows))
	for _, row := range rows {
		answers = append(answers, ask(row, data(from)))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	must(out.Encode(answers))
}
