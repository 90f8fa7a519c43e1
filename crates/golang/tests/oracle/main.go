// Writes Go's answers: go run . > answers.json; go run . printable > ../../src/quote/printable.rs
package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"time"
)

// A row is its input, then what Go makes of it. Errors are texts, "" for none; bytes are in hexadecimal.
type row = []any

var random = rand.New(rand.NewSource(1))

func main() {
	if len(os.Args) > 1 {
		printable()
		return
	}
	tables := []struct {
		name string
		rows []row
	}{
		{"quote", quotes()},
		{"time_quote", timeQuotes()},
		{"unquote", unquotes()},
		{"backquote", backquotes()},
		{"bool", bools()},
		{"int", ints()},
		{"uint", uints()},
		{"float_parse", floatParses()},
		{"float_format", floatFormats()},
		{"float_json", floatJSON()},
		{"duration_parse", durationParses()},
		{"duration_format", durationFormats()},
		{"calendar", calendar()},
		{"time_parse", timeParses()},
		{"time_format", timeFormats()},
		{"json", jsonReads()},
		{"json_quote", jsonQuotes()},
		{"base64", base64Reads()},
	}
	fmt.Print("{")
	for i, table := range tables {
		separator := ","
		if i == 0 {
			separator = ""
		}
		fmt.Printf("%s\n%q: [", separator, table.name)
		for i, r := range table.rows {
			text, err := json.Marshal(r)
			if err != nil {
				panic(err)
			}
			separator = ","
			if i == 0 {
				separator = ""
			}
			fmt.Printf("%s\n%s", separator, text)
		}
		fmt.Print("\n]")
	}
	fmt.Println("\n}")
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// The ranges of printable characters beyond ASCII, as Rust.
func printable() {
	fmt.Println("//! What Go takes for printable. Written by `tests/oracle/main.go`.")
	fmt.Println()
	fmt.Println("/// The first and last character of each range beyond ASCII that Go prints as it is: Unicode 15, as Go 1.26 has it.")
	fmt.Println("#[rustfmt::skip]")
	var ranges [][2]rune
	for r := rune(0x80); r <= 0x10ffff; r++ {
		if !strconv.IsPrint(r) {
			continue
		}
		if n := len(ranges); n > 0 && ranges[n-1][1] == r-1 {
			ranges[n-1][1] = r
		} else {
			ranges = append(ranges, [2]rune{r, r})
		}
	}
	fmt.Printf("pub(super) static PRINTABLE: [(u32, u32); %d] = [\n", len(ranges))
	for i := 0; i < len(ranges); i += 5 {
		var line []string
		for _, r := range ranges[i:min(i+5, len(ranges))] {
			line = append(line, fmt.Sprintf("(0x%x, 0x%x),", r[0], r[1]))
		}
		fmt.Println("    " + strings.Join(line, " "))
	}
	fmt.Println("];")
}

var texts = []string{
	"", "plain", "a\"b\\c", "it's", "`tick`", "tab\tline\nreturn\r", "\a\b\f\v", "\x00\x1f\x7f", "é", "e\u0301", "\u0301",
	"\u00a0\u00ad\u200b\u2028\u2029", "\ufeff", "\ufffd", "\u0870\u088f\u0897\u0898", "\ua7cb", "😀\U000e0001\U0010ffff",
	"\xff", "a\xc3", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "z\x80\xbfz", "\ue000", "<&>", "日本",
	"eight by eight, then an & and é", "\u0085", "ß\x7f\"", "\xf0\x9f\x98",
}

func quotes() (rows []row) {
	for _, s := range texts {
		rows = append(rows, row{hex.EncodeToString([]byte(s)), strconv.Quote(s), strconv.QuoteToASCII(s)})
	}
	return rows
}

// What `time` quotes shows in its errors only.
func timeQuotes() (rows []row) {
	for _, s := range texts {
		s = "x" + strings.ToValidUTF8(s, "")
		_, err := time.ParseDuration(s)
		rows = append(rows, row{s, strings.TrimPrefix(err.Error(), "time: invalid duration ")})
	}
	return rows
}

func unquotes() (rows []row) {
	literals := []string{
		`""`, `"a"`, `"a\"b"`, `"\a\b\f\n\r\t\v\\"`, `"\'"`, `"\x41\101\u00e9\U0001f600"`, `"\xff"`, `"\xc3\xa9"`, `"\400"`,
		`"\ud800"`, `"\U00110000"`, `"\q"`, `"\x4"`, `"\u12"`, `"a`, `a"`, `a`, `"`, "`", "`a`", "`a\\n\r`", "`a``", "\"a\nb\"",
		`"a"b"`, `"\8"`, `"\18"`, `"é"`, `"\u+123"`, `"`, ``,
	}
	for _, s := range literals {
		text, err := strconv.Unquote(s)
		rows = append(rows, row{s, strings.ToValidUTF8(text, "\ufffd"), err == nil})
	}
	return rows
}

func backquotes() (rows []row) {
	for _, s := range []string{"", "a", "a`b", "a\tb", "a\nb", "\x7f", "\ufeff", "é", "\u0085", "\u2028"} {
		rows = append(rows, row{s, strconv.CanBackquote(s)})
	}
	return rows
}

func bools() (rows []row) {
	for _, s := range []string{
		"1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False", "", "tRUE", "yes", "on", " true", "2",
		"tr\x7fe",
	} {
		value, err := strconv.ParseBool(s)
		rows = append(rows, row{s, value, message(err)})
	}
	return rows
}

var integers = []string{
	"", "0", "-0", "+0", "1", "-1", "+1", "--1", "+-1", "-", "+", " 1", "1 ", "007", "08", "0x1F", "0X1f", "0x", "0b101", "0b",
	"0b2", "0B1", "0o17", "0O17", "017", "0o8", "1_000", "_1", "1_", "1__0", "0x_1", "0_7", "0x1_f", "0_x1", "-0x10", "+0b1",
	"127", "128", "-128", "-129", "255", "256", "32767", "32768", "65535", "65536", "2147483647", "2147483648", "-2147483648",
	"-2147483649", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
	"-9223372036854775809", "18446744073709551615", "18446744073709551616", "99999999999999999999999999",
	"99999999999999999999x", "x99999999999999999999", "-99999999999999999999x", "0xffffffffffffffff", "0x10000000000000000",
	"1.0", "1e3", "a", "z", "é", "1\x7f",
}

func ints() (rows []row) {
	for _, s := range integers {
		for _, how := range [][2]int{{10, 64}, {0, 64}, {10, 32}, {10, 16}, {8, 64}, {2, 8}} {
			value, err := strconv.ParseInt(s, how[0], how[1])
			rows = append(rows, row{s, how[0], how[1], fmt.Sprint(value), message(err)})
		}
	}
	return rows
}

func uints() (rows []row) {
	for _, s := range integers {
		for _, how := range [][2]int{{10, 64}, {0, 64}, {10, 32}, {10, 16}, {16, 64}} {
			value, err := strconv.ParseUint(s, how[0], how[1])
			rows = append(rows, row{s, how[0], how[1], fmt.Sprint(value), message(err)})
		}
	}
	return rows
}

func bits(f float64, size int) string {
	if size == 32 {
		return strconv.FormatUint(uint64(math.Float32bits(float32(f))), 16)
	}
	return strconv.FormatUint(math.Float64bits(f), 16)
}

func floatParses() (rows []row) {
	list := []string{
		"", "0", "-0", "+0", "1", "1.", ".5", ".", "-.5", "1.5", "1e5", "1E5", "1e+5", "1e-5", "1e", "1e+", "e5", "1e5.0", "1x",
		"inf", "+Inf", "-INF", "infinity", "Infinity", "-infinity", "infinit", "infinityx", "nan", "NaN", "+nan", "1_000",
		"1_0.5_0", "_1", "1_", "1__0", "1_.5", "1._5", "1e5_0", "1e_5", ".5_0", "._5", "0x1p0", "0x1.8p1", "0X1.8P-1", "0x1",
		"0x.8p1", "0xp1", "0x.p1", "0x_1p2", "0x1_0p-3", "0x1p", "0x1p+", "0x1p1_0", "-0x1p-1074", "0x1p-1075", "0x1.8p-1074",
		"0x1.0000000000000001p-1075", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "0x1p1024", "0x1p99999999999999",
		"0x1p-99999999999999", "0x1.00000000000008p0", "0x1.000000000000080000001p0", "0x1.00000000000018p0",
		"0x123456789abcdef0123p0", "0x0p5", "0x0.0000000000000000000000001p100", "1e308", "1.8e308", "1e309", "-1e309", "1e-323",
		"2e-324", "3e-324", "5e-324", "1e99999999999999999999", "1e-99999999999999999999", "0e999999", "9007199254740993",
		"123456789012345678901234567890", "16777217", "1.00000005960464477539062499", "1.00000005960464477539062500",
		"1.00000005960464477539062501", "3.4028235e38", "3.4028236e38", "1e39", "1e-45", "7e-46", "7.1e-46", "0b1", "0o7", " 1",
		"1 ", "--1", "+-1", "1,5", "é", "0.1", "0x1.000001p0", "0x1.000003p0", "0x1p-149", "0x1p-150", "0x1.8p-150",
	}
	for _, s := range list {
		for _, size := range []int{64, 32} {
			value, err := strconv.ParseFloat(s, size)
			if value != value {
				rows = append(rows, row{s, size, "nan", message(err)})
				continue
			}
			rows = append(rows, row{s, size, bits(value, size), message(err)})
		}
	}
	return rows
}

var floats = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.5, 1.5, 10, 100, 15020, 99999, 100000, 999999, 1000000, 1e6 + 1, 12345678, 1e20, 1e21,
	123456789012345680000, 1e22, 1e-4, 1e-5, 1e-6, 1e-7, 0.000123, 0.0001, 0.00001234, 3.14159265358979, 1.0 / 3, 2.0 / 3,
	5e-324, math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxFloat32, math.SmallestNonzeroFloat32, 16777216, 16777217,
	9007199254740992, 9007199254740993, 1.23456789, 0.1, 0.2, 0.3, 2.5, 3.5, 0.25, 0.125, 1e100, 1.7976931348623157e308,
	4.35, 5.684341886080802e-14, 5.684341886080801e-14, 9.5367431640625e-7, 8.41e21, 2.2250738585072014e-308, 123e45,
	math.Inf(1), math.Inf(-1), math.NaN(), 9.999999999999999e20, 9.999999999999999e-7, 999999.5, 999999.4, 0.00009999995,
	-5202514579549773.0 / 4,
}

func manyFloats() []float64 {
	list := floats
	for i := 0; i < 200; i++ {
		list = append(list, math.Float64frombits(random.Uint64()))
	}
	for i := 0; i < 200; i++ {
		list = append(list, random.NormFloat64()*math.Pow(10, float64(random.Intn(40)-20)))
	}
	for i := -1074; i < 1024; i += 3 {
		// Powers of two are where shortest digits can be a tie.
		list = append(list, math.Ldexp(1, i))
	}
	return list
}

func floatFormats() (rows []row) {
	add := func(f float64, verb byte, precision, size int) {
		if size == 32 {
			f = float64(float32(f))
		}
		rows = append(rows, row{bits(f, 64), string(verb), precision, size, strconv.FormatFloat(f, verb, precision, size)})
	}
	for _, f := range floats {
		for _, verb := range []byte("efgEGbx") {
			for _, precision := range []int{-1, 0, 1, 3, 6, 17, 25} {
				if verb == 'b' && precision != -1 || math.Abs(f) > 1e30 && precision > 6 && verb == 'f' {
					continue
				}
				add(f, verb, precision, 64)
			}
			add(f, verb, -1, 32)
		}
		add(f, 'X', -1, 64)
	}
	for _, f := range manyFloats() {
		add(f, 'g', -1, 64)
		// Go 1.26.8 gives another text than other versions: the odd one of two float32 texts that are as near.
		if f != math.Ldexp(1, -12) {
			add(f, 'g', -1, 32)
		}
	}
	return rows
}

func floatJSON() (rows []row) {
	for _, f := range manyFloats() {
		if text, err := json.Marshal(f); err == nil {
			rows = append(rows, row{bits(f, 64), 64, string(text)})
		}
		if text, err := json.Marshal(float32(f)); err == nil && f != math.Ldexp(1, -12) {
			rows = append(rows, row{bits(float64(float32(f)), 64), 32, string(text)})
		}
	}
	return rows
}

func durationParses() (rows []row) {
	list := []string{
		"", "0", "-0", "+0", "00", "5", "-", "+", ".", ".s", "s", "5s", "-5s", "+5s", "--5s", "5 s", " 5s", "5s ", "1.5h", "1m30s",
		"30s1m", "1s1s", "500ms", "1us", "1µs", "1μs", "1ns", "1.5ns", "0.5ns", "1d", "1S", "1m1", "1.s", ".5s", "1.2.3s", "1..5s",
		"1e9h", "1h1m1s1ms1us1ns", "1s1s1s1s1s1s1s1s1s1s", "0.000000001s", "0.0000000001s", "0.9999999999s",
		"0.3333333333333333333h", "9223372036854775807ns", "9223372036854775808ns", "-9223372036854775808ns",
		"-9223372036854775809ns", "9223372036854775.807us", "2562047h47m16.854775807s", "2562047h47m16.854775808s",
		"-2562047h47m16.854775808s", "2562048h", "99999999999999999999h", "1\x7f", "\x7f", "1é", "1\"", "1\\", "1s\n", "0.1",
		"0.100000000000000000000h", "0.830103483285477580700h", "9007199254740993ns", "1h-1m", "+", "10.5m", "1.0000000000000000000000001s",
		"9223372036854775808.5ns", "0h0m0s", "1\u00a0s", "x",
	}
	for _, s := range list {
		value, err := time.ParseDuration(s)
		rows = append(rows, row{s, fmt.Sprint(int64(value)), message(err)})
	}
	return rows
}

func durationFormats() (rows []row) {
	list := []int64{
		0, 1, -1, 999, 1000, 1100, 1500, 999999, 1000000, 2200000, 999999999, 1000000000, 1500000000, 59999999999, 60000000000,
		90000000000, -90000000000, 90500000000, 3599999999999, 3600000000000, 3661000000000, math.MaxInt64, math.MinInt64, 100,
		1000001, 1000000001,
	}
	for i := 0; i < 100; i++ {
		list = append(list, random.Int63()>>random.Intn(60))
	}
	for _, n := range list {
		rows = append(rows, row{fmt.Sprint(n), time.Duration(n).String()})
	}
	return rows
}

func calendar() (rows []row) {
	list := []int64{0, -1, 1, 58, 59, 60, 365, 11016, 11017, 19782, 19783, 20778, 47540, 47541, -719162, -719163, -719528, -719529,
		2932896, 2932897, -135140, 16071, 146096, 146097}
	for i := 0; i < 100; i++ {
		list = append(list, random.Int63n(4000000)-1000000)
	}
	for _, days := range list {
		day := time.Unix(days*86400, 0).UTC()
		last := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
		rows = append(rows, row{days, day.Year(), int(day.Month()), day.Day(), day.YearDay(), int(day.Weekday()), last})
	}
	return rows
}

const kubernetes = time.RFC3339

func timeParses() (rows []row) {
	list := [][2]string{
		{kubernetes, "2024-02-29T12:34:56Z"}, {kubernetes, "2023-02-29T12:34:56Z"}, {kubernetes, "2024-02-29T12:34:56.789+05:30"},
		{kubernetes, "2024-02-29T12:34:56,789-05:30"}, {kubernetes, "2024-02-29T12:34:56.Z"}, {kubernetes, "2024-13-01T00:00:00Z"},
		{kubernetes, "2024-00-01T00:00:00Z"}, {kubernetes, "2024-01-00T00:00:00Z"}, {kubernetes, "2024-01-32T00:00:00Z"},
		{kubernetes, "2024-1-01T00:00:00Z"}, {kubernetes, "2024-01-01T1:00:00Z"}, {kubernetes, "2024-01-01T24:00:00Z"},
		{kubernetes, "2024-01-01T23:60:00Z"}, {kubernetes, "2024-01-01T23:59:60Z"}, {kubernetes, "2024-01-01T23:59:59"},
		{kubernetes, "2024-01-01T23:59:59z"}, {kubernetes, "2024-01-01 23:59:59Z"}, {kubernetes, "2024-01-01t23:59:59Z"},
		{kubernetes, "2024-01-01T23:59:59Zx"}, {kubernetes, "2024-01-01T23:59:59+24:00"}, {kubernetes, "2024-01-01T23:59:59+25:00"},
		{kubernetes, "2024-01-01T23:59:59+23:60"}, {kubernetes, "2024-01-01T23:59:59+23:61"}, {kubernetes, "2024-01-01T23:59:59*25:00"},
		{kubernetes, "2024-01-01T23:59:59+2300"}, {kubernetes, "2024-01-01T23:59:59+00:00"}, {kubernetes, "2024-01-01T23:59:59-00:00"},
		{kubernetes, "0001-01-01T00:00:00Z"}, {kubernetes, "0000-01-01T00:00:00Z"}, {kubernetes, "9999-12-31T23:59:59.999999999Z"},
		{kubernetes, "9999-12-31T23:59:59.9999999999Z"}, {kubernetes, "10000-01-01T00:00:00Z"}, {kubernetes, ""}, {kubernetes, "x"},
		{kubernetes, "20x4-01-01T00:00:00Z"}, {kubernetes, "2024-01-01T00:00:00\x7f"}, {kubernetes, "2024-01-01T00:00:00é"},
		{kubernetes, "é024-01-01T00:00:00Z"}, {kubernetes, "2024-01-01T00:00:00+é:00"}, {kubernetes, "2024\"01-01T00:00:00Z"},
		{time.RFC1123, "Mon, 02 Jan 2006 15:04:05 MST"}, {time.RFC1123Z, "Mon, 02 Jan 2006 15:04:05 -0700"},
		{time.RFC850, "Monday, 02-Jan-06 15:04:05 MST"}, {time.ANSIC, "Mon Jan  2 15:04:05 2006"}, {time.Kitchen, "3:04PM"},
		{time.Kitchen, "13:04PM"}, {time.Kitchen, "12:04am"}, {"2006-01-02", "2024-02-30"}, {"2006-002", "2024-060"},
		{"2006-002", "2023-366"}, {"2006-01-02 002", "2024-03-01 060"}, {"2006-01-02 002", "2024-03-01 061"}, {"06", "69"}, {"06", "68"},
		{"06", "+5"}, {"Jan _2", "feb  3"}, {"January 2", "FEBRUARY 30"}, {"15:04:05.000", "01:02:03.456"}, {"15:04:05.000", "01:02:03.45"},
		{"15:04:05.999", "01:02:03"}, {"15:04:05.999", "01:02:03.4567"}, {"15h", "5h"}, {"MST", "GMT+3"}, {"MST", "ChST"}, {"MST", "ab"},
		{"Z0700", "Z"}, {"Z07", "+05"}, {"-070000", "-053015"}, {"-07:00:00", "+05:30:61"}, {"2  Jan", "5 Feb"}, {"2 Jan", "5Feb"},
		{"2006_01", "2024_05"}, {"_2006", "_2024"}, {"2006", "2024 "},
	}
	for _, r := range list {
		value, err := time.ParseInLocation(r[0], r[1], time.UTC)
		if err != nil {
			rows = append(rows, row{r[0], r[1], "0", 0, "", 0, err.Error()})
			continue
		}
		name, offset := value.Zone()
		rows = append(rows, row{r[0], r[1], fmt.Sprint(value.Unix()), value.Nanosecond(), name, offset, ""})
	}
	return rows
}

func timeFormats() (rows []row) {
	layouts := []string{
		time.RFC3339, time.RFC3339Nano, time.ANSIC, time.RFC850, time.RFC1123Z, time.Kitchen, time.StampMicro,
		"2006-01-02 15:04:05.999999999 -0700 MST", "Monday January _2 06 002 __2 3 03 4 5 pm PM", "Z07 Z0700 Z07:00:00 -070000 -07",
		".000 ,999 .0000000000", "_2006 2006 Jan Janu Mon Mond 1 01 é", "",
	}
	zones := []*time.Location{time.UTC, time.FixedZone("EST", -5*3600), time.FixedZone("", 5*3600+1800), time.FixedZone("odd", -1830)}
	for _, seconds := range []int64{0, 1709210096, -62135596800, -62167219201, 253402300799, 1136214245} {
		for _, nanos := range []int64{0, 120000000, 123456789} {
			for _, zone := range zones {
				name, offset := time.Unix(seconds, nanos).In(zone).Zone()
				for _, layout := range layouts {
					text := time.Unix(seconds, nanos).In(zone).Format(layout)
					rows = append(rows, row{layout, fmt.Sprint(seconds), nanos, name, offset, text})
				}
			}
		}
	}
	return rows
}

func jsonReads() (rows []row) {
	list := []string{
		"", " ", "null", "nul", "nulx", "true", "tru", "trux", "false", "fals", "falsy", "0", "-0", "-", "-x", "01", "1.", "1.x", "1.5",
		"1e", "1ex", "1e+", "1e5", "1E-5", "+1", ".5", "1 2", "1]", "\"", "\"a", "\"a\"", "\"\\", "\"\\x\"", "\"\\u", "\"\\u12", "\"\\u12x4\"",
		`"\"\\\/\b\f\n\r\t\u00e9"`, `"\ud83d\ude00"`, `"\ud83d"`, `"\ud83dx"`, `"\ud83d\u0041"`, `"\ud83d\ud83d\ude00"`, `"\ude00"`,
		`"\ud83d\`, `"\ud83d\u12`, "\"\n\"", "\"\x1f\"", "\"\x7f\"", "[", "[1", "[1,", "[1,]", "[]", "[ ]", "[,]", "[1 2]", "[[],{},[null]]",
		"{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{}", "{ }", "{a:1}", "{\"a\" 1}", "{\"a\":1 \"b\"}", "{\"a\":1]",
		`{"b":1,"a":{"c":[1,2.5,"x"]},"b":3}`, "'a'", "\x00", "\a", "\x7f", "é", "\u00a0", "\xff", "\"\xff\"", "\"\xe2\x82\"", "\"a\xffb\"",
		"\ufeff1", "\"\\\n\"", "1e999", "[1e999]", "/", "`", "\\", "\"a\" x", "{\"a\":tru}", "\v1", "\u00ad", "{\"\\u0061\":1}",
	}
	for _, s := range list {
		var value any
		err := json.Unmarshal([]byte(s), &value)
		if err != nil {
			rows = append(rows, row{hex.EncodeToString([]byte(s)), "", err.Error()})
			continue
		}
		text, err := json.Marshal(value)
		rows = append(rows, row{hex.EncodeToString([]byte(s)), string(text), message(err)})
	}
	return rows
}

func jsonQuotes() (rows []row) {
	for _, s := range texts {
		s = strings.ToValidUTF8(s, "\ufffd")
		html, _ := json.Marshal(s)
		var plain strings.Builder
		encoder := json.NewEncoder(&plain)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(s)
		rows = append(rows, row{s, string(html), strings.TrimSuffix(plain.String(), "\n")})
	}
	return rows
}

func base64Reads() (rows []row) {
	list := []string{
		"", "QQ==", "QR==", "QQ=", "QQ", "Q", "QQ=\n=", "QQ==\n", "QQ==x", "QQ=x", "QQ=\nx", "Q===", "QUI=", "QUJ=", "QUI", "QUJD",
		"QUJD\n", "QU\r\nJD", "=", "====", "QQ\n==\nQ", "Q Q=", "QUJD=", "QUJDQ", "QUJDQQ==QUJD", "-_-_", "+/+/", "é", "QU\x00D", "QQ==\r\n\n",
		"QQ=\n", "\n", "QUJDQ=Q=", "QUJDQUI=\nx",
	}
	for i := 0; i < 40; i++ {
		data := make([]byte, i)
		random.Read(data)
		list = append(list, base64.StdEncoding.EncodeToString(data))
	}
	for _, s := range list {
		data, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			rows = append(rows, row{s, "", err.Error()})
			continue
		}
		rows = append(rows, row{s, hex.EncodeToString(data), ""})
	}
	return rows
}
