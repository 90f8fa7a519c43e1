// Answers the cases of cases.json with Kubernetes' own code, and makes random ones.
//
//	go run . cases.json > answers.json
//	go run . random 1 9 > random.json      (a seed, and how many hundreds of them, about)
//	TZ=UTC go run . texts > texts.json      (what Go prints of each struct of a pod)
//
// A case is {op, type, doc, patch}: `merge` lays patch over doc, `decode` reads doc as JSON and `yaml` as YAML and
// writes the struct, `quantity` reads a quantity. An answer is {out} or {err}.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"

	apps "k8s.io/api/apps/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"sigs.k8s.io/yaml"
)

var types = map[string]reflect.Type{
	"Pod":         reflect.TypeOf(core.Pod{}),
	"Deployment":  reflect.TypeOf(apps.Deployment{}),
	"StatefulSet": reflect.TypeOf(apps.StatefulSet{}),
	"DaemonSet":   reflect.TypeOf(apps.DaemonSet{}),
	"ReplicaSet":  reflect.TypeOf(apps.ReplicaSet{}),
	"CronJob":     reflect.TypeOf(batch.CronJob{}),
	"Job":         reflect.TypeOf(batch.Job{}),
	"List":        reflect.TypeOf(core.List{}),
}

// Case is a question.
type Case struct {
	Op    string          `json:"op"`
	Type  string          `json:"type,omitempty"`
	Doc   json.RawMessage `json:"doc"`
	Patch json.RawMessage `json:"patch,omitempty"`
}

// Answer is what Kubernetes says.
type Answer struct {
	Out any    `json:"out,omitempty"`
	Err string `json:"err,omitempty"`
}

func main() {
	if os.Args[1] == "random" {
		seed, _ := strconv.ParseInt(os.Args[2], 10, 64)
		scale, _ := strconv.Atoi(os.Args[3])
		printAll(randomCases(seed, scale))
		return
	}
	if os.Args[1] == "texts" {
		printAll(structTexts())
		return
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var cases []Case
	if err := json.Unmarshal(text, &cases); err != nil {
		panic(err)
	}
	answers := make([]any, 0, len(cases))
	for _, c := range cases {
		answers = append(answers, answer(c))
	}
	printAll(answers)
}

func printAll(lines []any) {
	texts := make([]string, 0, len(lines))
	for _, line := range lines {
		text, err := json.Marshal(line)
		if err != nil {
			panic(err)
		}
		texts = append(texts, string(text))
	}
	fmt.Println("[" + strings.Join(texts, ",\n") + "]")
}

func answer(c Case) (a Answer) {
	defer func() {
		if r := recover(); r != nil {
			a = Answer{Err: fmt.Sprint("panic: ", r)}
		}
	}()
	out, err := run(c)
	if err != nil {
		return Answer{Err: err.Error()}
	}
	return Answer{Out: out}
}

func run(c Case) (any, error) {
	switch c.Op {
	case "merge":
		object := reflect.New(types[c.Type]).Interface()
		out, err := strategicpatch.StrategicMergePatch(c.Doc, c.Patch, object)
		return json.RawMessage(out), err
	case "decode":
		object := reflect.New(types[c.Type]).Interface()
		if err := json.Unmarshal(c.Doc, object); err != nil {
			return nil, err
		}
		out, err := json.Marshal(object)
		return string(out), err
	case "yaml":
		object := reflect.New(types[c.Type]).Interface()
		if err := yaml.Unmarshal(c.Doc, object); err != nil {
			return nil, fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "error unmarshaling JSON: while decoding JSON: "))
		}
		out, err := json.Marshal(object)
		return string(out), err
	case "quantity":
		var text string
		if err := json.Unmarshal(c.Doc, &text); err != nil {
			return nil, err
		}
		var q resource.Quantity
		if err := json.Unmarshal(c.Doc, &q); err != nil {
			return nil, err
		}
		out, err := json.Marshal(q)
		// Beyond these bounds Go's numbers overflow, and below zero they are rounded this way or that.
		if q.Sign() < 0 || q.CmpInt64(resource.MaxMilliValue) > 0 {
			return []any{json.RawMessage(out), nil, nil}, err
		}
		return []any{json.RawMessage(out), q.Value(), q.MilliValue()}, err
	}
	return nil, fmt.Errorf("unknown op %s", c.Op)
}
