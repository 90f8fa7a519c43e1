// Writes Go's answers to a table of templates: go run . more.json more-go.json
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/template"
)

type row struct {
	ID, Cat, Tmpl, Left, Right, MissingKey, Data string
}

type answer struct {
	Out string `json:"out"`
	Err string `json:"err,omitempty"`
}

type Mode int

func (m Mode) String() string {
	names := []string{"REDIRECT", "TPROXY", "NONE"}
	if int(m) < len(names) && m >= 0 {
		return names[m]
	}
	return fmt.Sprintf("Mode(%d)", int(m))
}

type P struct{ Name string }

func (p *P) GetName() string {
	if p == nil {
		return ""
	}
	return p.Name
}

type NamedS string

type Pt struct {
	X int
	Y string
}

type T struct {
	Name   string
	Port   int
	MSS    map[string]string
	Mode   Mode
	Ptr    *P
	NilPtr *P
	IntMap map[int]string
	I32    int32
	U32    uint32
	Pt     Pt
	Iface  any
	StrPtr *string
	Named  NamedS
	IntPtr *int64
	name   string
}

func (t *T) Add(a, b int) int { return a + b }
func (t *T) Self() *T         { return t }

func main() {
	var rows []row
	var data map[string]any
	read(os.Args[1], &rows)
	read("templates-data.json", &data)
	for k, v := range data {
		data[k] = plain(v)
	}
	answers := map[string]answer{}
	for _, r := range rows {
		if _, twice := answers[r.ID]; twice {
			panic("twice: " + r.ID)
		}
		answers[r.ID] = run(r, data)
	}
	file, err := os.Create(os.Args[2])
	check(err)
	encoder := json.NewEncoder(file)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	check(encoder.Encode(answers))
}

func run(r row, data map[string]any) answer {
	tmpl := template.New("t").Delims(r.Left, r.Right)
	if r.MissingKey != "" {
		tmpl.Option("missingkey=" + r.MissingKey)
	}
	tmpl.Funcs(template.FuncMap{
		"upper": strings.ToUpper,
		"add": func(numbers ...int) (sum int) {
			for _, n := range numbers {
				sum += n
			}
			return
		},
		"list": func(items ...any) []any { return items },
		"dict": func(items ...any) map[string]any {
			out := map[string]any{}
			for i := 0; i+1 < len(items); i += 2 {
				out[items[i].(string)] = items[i+1]
			}
			return out
		},
		"default": func(d, v any) any {
			if ok, _ := template.IsTrue(v); ok {
				return v
			}
			return d
		},
		"fail": func(message string) (string, error) { return "", errors.New(message) },
	})
	if _, err := tmpl.Parse(r.Tmpl); err != nil {
		return answer{Err: err.Error()}
	}
	var dot any = data
	if r.Data != "" {
		dot = data[r.Data]
	} else if r.Cat == "typed" {
		with := map[string]any{"T": typed()}
		for k, v := range data {
			with[k] = v
		}
		dot = with
	}
	var out bytes.Buffer
	if err := tmpl.Execute(&out, dot); err != nil {
		return answer{out.String(), err.Error()}
	}
	return answer{Out: out.String()}
}

func typed() *T {
	five := int64(5)
	return &T{
		Name: "svc", Port: 80, MSS: map[string]string{"x": "1", "y": "two"}, Ptr: &P{"pp"},
		IntMap: map[int]string{10: "t", 9: "n", -1: "m"}, I32: 7, U32: 8, Pt: Pt{1, "y"},
		Iface: map[string]any{"x": 1}, Named: "nm", IntPtr: &five, name: "hidden",
	}
}

// plain makes ints of whole numbers that are written without a point.
func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return int(i)
		}
		f, err := v.Float64()
		check(err)
		return f
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	}
	return v
}

func read(name string, into any) {
	file, err := os.Open(name)
	check(err)
	decoder := json.NewDecoder(file)
	decoder.UseNumber()
	check(decoder.Decode(into))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
