// Answers `mesh-json.json`, a list of mesh configs, as the libraries that Istio 1.30 reads and writes them with do:
// a list of `{"json": ...}` or `{"error": ...}`, unknown fields passed over.
//
//	go run . <mesh-json.json >mesh-json-go.json
package main

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/golang/protobuf/jsonpb"
	"github.com/golang/protobuf/proto"
	mesh "istio.io/api/mesh/v1alpha1"
	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON  string `json:"json,omitempty"`
	Error string `json:"error,omitempty"`
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	answers := make([]answer, len(texts))
	for i, text := range texts {
		out, err := apply(text)
		if err != nil {
			answers[i].Error = err.Error()
		} else {
			answers[i].JSON = out
		}
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(answers); err != nil {
		panic(err)
	}
}

func apply(text string) (string, error) {
	js, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return "", err
	}
	config := &mesh.MeshConfig{}
	reader := jsonpb.Unmarshaler{AllowUnknownFields: true}
	if err := reader.Unmarshal(strings.NewReader(string(js)), proto.MessageV1(config)); err != nil {
		return "", err
	}
	return (&jsonpb.Marshaler{}).MarshalToString(proto.MessageV1(config))
}
