// Writes what Go answers to the templates of ../sprig.json: text/template with sprig's functions.
//
//	cd tests/oracle/sprig && TZ=UTC go run . <../sprig.json >../sprig-go.json
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
)

type question struct {
	ID   string `json:"id"`
	Tmpl string `json:"tmpl"`
}

type answer struct {
	ID  string `json:"id"`
	Out string `json:"out"`
	Err string `json:"err,omitempty"`
}

// data is what every template gets as dot; the Rust harness builds the same.
func data() (map[string]any, error) {
	text, err := os.ReadFile("../sprig-data.json")
	if err != nil {
		return nil, err
	}
	var dot map[string]any
	if err := json.Unmarshal(text, &dot); err != nil {
		return nil, err
	}
	dot["mss"] = map[string]string{"b": "two", "a": "one"}
	dot["ss"] = []string{"pear", "apple", "fig"}
	dot["ints"] = []int{3, 1, 2}
	dot["int"] = 7
	dot["i32"] = int32(-8)
	dot["i64"] = int64(1700000000)
	dot["u8"] = uint8(200)
	dot["u64"] = uint64(18446744073709551615)
	return dot, nil
}

func ask(q question) answer {
	dot, err := data()
	if err != nil {
		return answer{ID: q.ID, Err: err.Error()}
	}
	t, err := template.New("t").Funcs(sprig.TxtFuncMap()).Parse(q.Tmpl)
	if err != nil {
		return answer{ID: q.ID, Err: err.Error()}
	}
	var out strings.Builder
	if err := t.Execute(&out, dot); err != nil {
		return answer{ID: q.ID, Err: err.Error()}
	}
	return answer{ID: q.ID, Out: strings.ToValidUTF8(out.String(), "\uFFFD")}
}

func run() error {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		return err
	}
	answers := make([]answer, 0, len(questions))
	for _, q := range questions {
		answers = append(answers, ask(q))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(answers)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
