package main

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"sync"
	"time"
)

// An admission webhook that allows everything and takes no time over it: what any webhook costs at least. It patches
// nothing; or, with the URL of another webhook, gives all pods the patch that the other one gave the first of them.
// Arguments: address with port, certificate, key, and maybe the URL.
func allow() {
	if len(os.Args) < 4 || len(os.Args) > 5 {
		fmt.Fprintln(os.Stderr, "usage: control-plane allow ADDRESS CERTIFICATE KEY [URL]")
		os.Exit(2)
	}
	var once sync.Once
	var first, patch []byte
	http.HandleFunc("/inject", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil && len(os.Args) > 4 {
			once.Do(func() {
				first = tokenVolume.Find(body)
				patch, err = patchOf(os.Args[4], body)
			})
		}
		var review struct {
			Request struct {
				UID string `json:"uid"`
			} `json:"request"`
		}
		if err == nil {
			err = json.Unmarshal(body, &review)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fields := ""
		if patch != nil {
			own := bytes.ReplaceAll(patch, first, tokenVolume.Find(body))
			fields = `,"patchType":"JSONPatch","patch":"` + base64.StdEncoding.EncodeToString(own) + `"`
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":%q,"allowed":true%s}}`,
			review.Request.UID, fields)
	})
	fmt.Fprintln(os.Stderr, "allow:", http.ListenAndServeTLS(os.Args[1], os.Args[2], os.Args[3], nil))
	os.Exit(1)
}

// The one thing that a patch has from its own pod: the API server gives this volume another name in each.
var tokenVolume = regexp.MustCompile(`kube-api-access-[a-z0-9]+`)

// The patch that a webhook gives.
func patchOf(url string, review []byte) ([]byte, error) {
	text, err := ask(url, review)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Response struct {
			Patch []byte `json:"patch"`
		} `json:"response"`
	}
	err = json.Unmarshal(text, &answer)
	return answer.Response.Patch, err
}

// Sends a review to a webhook, whoever has signed its certificate.
func ask(url string, review []byte) ([]byte, error) {
	client := http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
		Timeout:   10 * time.Second,
	}
	response, err := client.Post(url, "application/json", bytes.NewReader(review))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}

// Sends the review on standard input to the webhook of the first argument, and prints its answer.
func review() {
	text, err := io.ReadAll(os.Stdin)
	if err == nil {
		text, err = ask(os.Args[1], text)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "review:", err)
		os.Exit(1)
	}
	os.Stdout.Write(text)
}
