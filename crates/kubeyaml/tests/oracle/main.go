// Asks Go how YAML is read and written, for the tests of kubeyaml.
//
//	go run . make > made.json          random tables with Go's answers
//	go run . read < texts.json         one answer a line: J and JSON, or E and the error
//	go run . write < values.json       one answer a line: Y and YAML
//
// The last two answer like `cargo run --example answers`, to compare the two on any input.
package main

import (
	"bufio"
	"encoding/json"
	"math"
	"math/rand"
	"os"
	"strings"

	"sigs.k8s.io/yaml"
)

type row struct {
	In  any    `json:"in"`
	Out string `json:"out"`
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if os.Args[1] == "make" {
		makeTables(enc)
		return
	}
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	in.UseNumber()
	var rows []any
	if err := in.Decode(&rows); err != nil {
		panic(err)
	}
	for _, r := range rows {
		if os.Args[1] == "read" {
			enc.Encode(read(r.(string)))
		} else {
			enc.Encode(write(plain(r)))
		}
	}
}

func read(text string) string {
	j, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return "E" + err.Error()
	}
	return "J" + string(j)
}

func write(value any) string {
	y, err := yaml.Marshal(value)
	if err != nil {
		return "E" + err.Error()
	}
	return "Y" + string(y)
}

// plain turns the decoder's numbers into integers where they are, else floats.
func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		var u uint64
		if json.Unmarshal([]byte(v), &u) == nil {
			return u
		}
		f, _ := v.Float64()
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

var (
	scalars = strings.Split("a|name|x y|1|012|08|0o17|0x1F|0b11|-0b1|0b-1|1_000|1e3|1E-3|1.|.5|._5|.5_5|+1|-0|true|Yes|oN|no|null|~||'it''s'|'m\n  l'|\"q\\n\\x41\\u00e9\"|\"m\\\n  l\"|\"\\/\"|http://x:80/y|a#b|a #c|12:30|190:20:30.5|2001-12-14|2001-1-1 1:2:3|<<|=|é|-x|- z|[]|{}|[a, b]|[a: b]|[? a : b, c]|{a, b: c}|{ 'a': 1 ,\n b: 2}|{{ x }}|&a v|*a|!!str 1|!!int '3'|!!int x|!!float 1|!!bool x|!!null x|!!binary aGk=|!!binary x|!!timestamp 2001-1-1|!!timestamp x|!x y|!<tag:x> v|! 1|@x|`x`|%x|? k|k: v|k:|:x|?x|-|--|multi\n  line|.inf|18446744073709551615|1e400|\"a\" b|'open|[open|{open|a\tb|\ta|😀|\u2028x|NaN", "|")
	keys    = strings.Split("a|b|name|'q'|\"d\"|1|true|1.5|y|x y|<<|[a]|{a: b}|? a\n|*a|&k a|!!str a|é|-x||a |012|1e3|"+strings.Repeat("k", 130), "|")
	heads   = strings.Split("|,|-,|+,>,>-,>+,|2,>1-,| #c,|x,|0,|-2", ",")
	lines   = strings.Split("x,x y,, ,\t,- a,#c,a: b,  deep, ", ",")
	odd     = strings.Split("a b - : ? , [ ] { } # & * ! | > ' \" % @ ` \n \t ~ < = 0 1 . \\ \n--- \n... \r\n : - \n- \n\n  \u00e9 \ufeff \U0001F600", " ")
	words   = strings.Split("word a longer-word x: # 'q' \" é 😀   \\ - & true 1 \u2028 \u00a0 \x01 \x7f \t \r", " ")
)

type maker struct{ *rand.Rand }

func (m maker) pick(from []string) string { return from[m.Intn(len(from))] }

func (m maker) node(depth, indent int, out *strings.Builder) {
	pad := strings.Repeat(" ", indent)
	switch n := m.Intn(10); {
	case n == 0:
		out.WriteString(" " + m.pick(heads) + "\n")
		for range m.Intn(4) {
			out.WriteString(pad + strings.Repeat(" ", max(0, m.Intn(8)-4)) + m.pick(lines) + "\n")
		}
	case n < 5 || depth == 0:
		out.WriteString(" " + m.pick(scalars) + m.pick([]string{"\n", "\n", "\n", " # c\n", "\n\n", "\t\n", "\r\n"}))
	case n < 8:
		out.WriteString("\n")
		for range 1 + m.Intn(3) {
			out.WriteString(pad + m.pick(keys) + ":")
			m.node(depth-1, indent+max(0, 2-m.Intn(8)/7), out)
		}
	default:
		out.WriteString("\n")
		for range 1 + m.Intn(3) {
			out.WriteString(pad + "-")
			m.node(depth-1, indent+2, out)
		}
	}
}

func (m maker) text() string {
	var b strings.Builder
	m.node(3, 0, &b)
	s := []rune(strings.TrimLeft(b.String(), "\n"))
	for range m.Intn(3) {
		at := m.Intn(len(s) + 1)
		s = append(s[:at:at], append([]rune(m.pick(odd)), s[at:]...)...)
	}
	return string(s)
}

func (m maker) str() string {
	switch m.Intn(3) {
	case 0:
		return m.pick(scalars)
	case 1:
		var b strings.Builder
		for range m.Intn(12) {
			b.WriteString(m.pick(odd))
		}
		return b.String()
	}
	var parts []string
	for range m.Intn(40) {
		parts = append(parts, m.pick(words))
	}
	return strings.Join(parts, m.pick([]string{" ", " ", " ", "\n"}))
}

func (m maker) value(depth int) any {
	switch n := m.Intn(10); {
	case n < 5 || depth == 0:
		switch m.Intn(8) {
		case 0:
			return nil
		case 1:
			return m.Intn(2) == 0
		case 2:
			return int64(m.Uint64())
		case 3:
			return m.NormFloat64() * math.Pow10(m.Intn(50)-25)
		}
		return m.str()
	case n < 8:
		v := map[string]any{}
		for range m.Intn(4) {
			if m.Intn(2) == 0 {
				v[m.str()] = m.value(depth - 1)
			} else {
				v[m.pick([]string{"a", "A", "_", "a.b", "a-b", "b0", "b00"})+m.pick([]string{"", "1", "10", "2"})] = m.value(depth - 1)
			}
		}
		return v
	}
	v := []any{}
	for range m.Intn(4) {
		v = append(v, m.value(depth-1))
	}
	return v
}

// makeTables leaves out rows whose answer is random in Go itself: unusual keys, of which it names any.
func makeTables(enc *json.Encoder) {
	m := maker{rand.New(rand.NewSource(1))}
	var reads, writes []row
	for len(reads) < 1500 {
		text := m.text()
		answer := read(text)
		if len(text) < 200 && !strings.Contains(answer, "unsupported map key") && !strings.Contains(answer, "map merge") {
			reads = append(reads, row{text, answer})
		}
	}
	for _, s := range scalars {
		reads = append(reads, row{"k: " + s, read("k: " + s)}, row{s, read(s)}, row{"- " + s + ": v", read("- " + s + ": v")})
		writes = append(writes, row{s, write(s)}, row{map[string]any{s: s}, write(map[string]any{s: s})})
	}
	// Where text folds depends on the column it begins at.
	for n := 60; n < 100; n++ {
		long := map[string]any{strings.Repeat("k", n): map[string]any{"key": "a b  c 'd", strings.Repeat("k", n): "foo bar  baz"}}
		writes = append(writes, row{long, write(long)})
	}
	for len(writes) < 900 {
		value := m.value(3)
		j, _ := json.Marshal(value)
		if answer := write(value); answer[0] == 'Y' && len(j) < 800 {
			writes = append(writes, row{value, answer})
		}
	}
	enc.SetIndent("", " ")
	enc.Encode(map[string][]row{"read": reads, "write": writes})
}
