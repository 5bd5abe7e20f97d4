// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the vectors of notes, checkpoints and proofs with golang.org/x/mod/sumdb/note and tlog,
// which were written by other people: what we accept they must accept, and what they can judge
// (signatures, proofs) they must refuse where we do.
package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type vector struct {
	header  map[string]string
	payload []byte
}

func read(file string) vector {
	data, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	head, payload, _ := bytes.Cut(data, []byte("\n\n"))
	v := vector{map[string]string{}, payload}
	for _, line := range strings.Split(string(head), "\n") {
		key, value, _ := strings.Cut(line, " ")
		v.header[key] = value
	}
	return v
}

func (v vector) number(key string) int64 {
	n, err := strconv.ParseInt(v.header[key], 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func hash(digits string) tlog.Hash {
	var h tlog.Hash
	if n, err := hex.Decode(h[:], []byte(digits)); n != len(h) || err != nil {
		panic("not a hash: " + digits)
	}
	return h
}

func (v vector) hash(key string) tlog.Hash { return hash(v.header[key]) }

func (v vector) proof() []tlog.Hash {
	var proof []tlog.Hash
	for _, line := range strings.Fields(string(v.payload)) {
		proof = append(proof, hash(line))
	}
	return proof
}

func (v vector) checkNote() error {
	verifier, err := note.NewVerifier(v.header["key"])
	if err != nil {
		return err
	}
	n, err := note.Open(v.payload, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	if len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 {
		return fmt.Errorf("not exactly one signature")
	}
	return nil
}

func (v vector) checkCheckpoint() error {
	if err := v.checkNote(); err != nil {
		return err
	}
	lines := strings.Split(string(v.payload), "\n")
	if v.header["key"][:len(lines[0])+1] != lines[0]+"+" {
		return fmt.Errorf("origin is not the key's name")
	}
	// tlog reads a tree under its own first line; size and root follow the same rules.
	text, _, _ := strings.Cut(string(v.payload), "\n\n")
	_, body, _ := strings.Cut(text, "\n")
	_, err := tlog.ParseTree([]byte("go.sum database tree\n" + body + "\n"))
	return err
}

func (v vector) checkInclusion() error {
	if v.number("index") >= v.number("size") {
		return fmt.Errorf("behind the end")
	}
	return tlog.CheckRecord(tlog.RecordProof(v.proof()), v.number("size"), v.hash("root"),
		v.number("index"), v.hash("leaf"))
}

func (v vector) checkConsistency() error {
	return tlog.CheckTree(tlog.TreeProof(v.proof()), v.number("size"), v.hash("root"),
		v.number("old-size"), v.hash("old-root"))
}

// Forms that Go takes and we refuse: Tallystick's rules are stricter than signed-note's.
var lenient = map[string]bool{
	"note/two-signatures.txt": true, "note/signature-twice.txt": true,
	"note/seventeen-signatures.txt": true, "note/line-separator.txt": true, "note/bom.txt": true,
	"note/bidi-override.txt": true, "note/space-at-end.txt": true,
	"note/base64-spare-bits.txt": true, "checkpoint/extension-line.txt": true,
	"checkpoint/empty-log-wrong-root.txt": true,
}

func main() {
	checks := map[string]func(vector) error{
		"note": vector.checkNote, "checkpoint": vector.checkCheckpoint,
		"inclusion": vector.checkInclusion, "consistency": vector.checkConsistency,
	}
	failed, run := 0, 0
	for kind, check := range checks {
		files, _ := filepath.Glob(filepath.Join(os.Args[1], kind, "*.txt"))
		if len(files) == 0 {
			fmt.Println("FAIL: no vectors of", kind)
			failed++
		}
		for _, file := range files {
			v, name := read(file), kind+"/"+filepath.Base(file)
			err, accept := check(v), v.header["expect"] == "accept"
			run++
			if accept && err != nil || !accept && err == nil && !lenient[name] {
				fmt.Printf("FAIL %s: expected %s, Go says %v\n", name, v.header["expect"], err)
				failed++
			}
		}
	}
	fmt.Printf("Go read %d vectors, %d differ\n", run, failed)
	if failed > 0 {
		os.Exit(1)
	}
}
