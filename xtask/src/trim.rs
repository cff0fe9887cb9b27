//! What the compiler and wasm-bindgen leave in a WebAssembly file and nobody needs.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use walrus::{
    ConstExpr, DataKind, FunctionBuilder, FunctionId, FunctionKind, ImportKind, Module,
    ir::{Value, Visitor, dfs_in_order},
};

/// Trims NAME_bg.wasm, and NAME.js with it. `silent` takes all formatting out, and fails when something formats that is no panic.
pub fn trim(folder: &Path, name: &str, silent: bool) -> Result<()> {
    let file = folder.join(format!("{name}_bg.wasm"));
    let mut module = Module::from_file(&file).with_context(|| format!("{name}_bg.wasm is no WebAssembly"))?;
    nothing_low(&module)?;
    let panics = named(&module, only_panics);
    if panics.is_empty() {
        bail!(
            "no function in it panics: has the standard library got other names? Correct xtask/src/trim.rs"
        );
    }
    trap(&mut module, &panics);
    if silent {
        walrus::passes::gc::run(&mut module);
        let formatting = named(&module, only_formats);
        let calls = calls_into(&module, &formatting);
        if !calls.is_empty() {
            bail!(
                "the widget formats nothing, so put these texts together with `concat` or `push_str`:\n{}",
                calls.join("\n")
            );
        }
        trap(&mut module, &formatting);
    }
    let script = folder.join(format!("{name}.js"));
    fs::write(&script, shorten_imports(&mut module, &fs::read_to_string(&script)?)?)?;
    walrus::passes::gc::run(&mut module);
    module.emit_wasm_file(&file)
}

/// That wasm-opt may take `--low-memory-unused` at its word: the stack comes first, so what is static stands far above.
fn nothing_low(module: &Module) -> Result<()> {
    for data in module.data.iter() {
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = data.kind else {
            bail!("a data segment without a fixed place: correct xtask/src/trim.rs");
        };
        if offset < 1024 {
            bail!("data at {offset}: take --low-memory-unused out of WASM_OPT in xtask/src/size.rs");
        }
    }
    Ok(())
}

fn named(module: &Module, is: fn(&str) -> bool) -> Vec<FunctionId> {
    let name = |id: &FunctionId| module.funcs.get(*id).name.as_deref().map(without_hashes);
    module.funcs.iter_local().map(|(id, _)| id).filter(|id| name(id).is_some_and(|name| is(&name))).collect()
}

/// Makes functions trap at once, so that what they did falls away, with all that only they used.
fn trap(module: &mut Module, functions: &[FunctionId]) {
    for id in functions {
        let (parameters, results) = module.types.params_results(module.funcs.get(*id).ty());
        let (parameters, results) = (parameters.to_vec(), results.to_vec());
        let arguments = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
        let mut body = FunctionBuilder::new(&mut module.types, &parameters, &results);
        body.func_body().unreachable();
        module.funcs.get_mut(*id).kind = FunctionKind::Local(body.local_func(arguments));
    }
}

/// Whether a function of the standard library does nothing but panic or abort. A panic ends in a trap, and nobody reads its message:
/// WebAssembly has no console, and the element tells the person in its own words.
fn only_panics(name: &str) -> bool {
    let last = name.rsplit("::").next().unwrap_or_default();
    ["core::panicking::", "std::panicking::"].iter().any(|module| name.contains(module))
        || ["core::", "alloc::", "std::", "<alloc::"].iter().any(|start| name.starts_with(start))
            && (last.ends_with("_fail")
                || last.ends_with("_failed")
                || ["slice_error_fail_rt", "handle_error", "handle_alloc_error", "capacity_overflow"]
                    .contains(&last))
}

/// Whether a function is there to format something. Those that only panics used are still in the tables of traits.
fn only_formats(name: &str) -> bool {
    ["core::fmt::", "alloc::fmt::"].iter().any(|module| name.contains(module))
}

/// Calls from any other function into one of these, by name.
fn calls_into(module: &Module, functions: &[FunctionId]) -> Vec<String> {
    struct Calls(Vec<FunctionId>);
    impl Visitor<'_> for Calls {
        fn visit_function_id(&mut self, function: &FunctionId) {
            self.0.push(*function);
        }
    }
    let name = |id: FunctionId| module.funcs.get(id).name.as_deref().map(without_hashes).unwrap_or_default();
    let mut found = Vec::new();
    for (id, function) in module.funcs.iter_local().filter(|(id, _)| !functions.contains(id)) {
        let mut calls = Calls(Vec::new());
        dfs_in_order(&mut calls, function, function.entry_block());
        let called = calls.0.into_iter().filter(|called| functions.contains(called));
        found.extend(called.map(|called| format!("{} calls {}", name(id), name(called))));
    }
    found
}

/// `core[c593…]::str::count::h0123…` is `core::str::count`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for letter in name.chars() {
        match letter {
            '[' => inside = true,
            ']' if inside => inside = false,
            letter if !inside => plain.push(letter),
            _ => {}
        }
    }
    let is_hash = |part: &str| part.len() == 17 && part.starts_with('h');
    match plain.rsplit_once("::") {
        Some((path, last)) if is_hash(last) => path.to_owned(),
        _ => plain,
    }
}

/// Gives the imports short names, in the module and in the script that provides them. Gives the script.
fn shorten_imports(module: &mut Module, script: &str) -> Result<String> {
    let mut script = script.to_owned();
    let mut modules = Vec::new();
    for (number, import) in module.imports.iter_mut().enumerate() {
        if !matches!(import.kind, ImportKind::Function(_)) {
            bail!("`{}` is no function: xtask/src/trim.rs only knows those", import.name);
        }
        let short = format!("f{number}");
        let provided = format!("{}: function", import.name);
        if script.matches(&provided).count() != 1 {
            bail!(
                "the script does not provide `{}` once: has wasm-bindgen changed? Correct xtask/src/trim.rs",
                import.name
            );
        }
        script = script.replace(&provided, &format!("{short}: function"));
        import.name = short;
        if !modules.contains(&import.module) {
            modules.push(import.module.clone());
        }
        "m".clone_into(&mut import.module);
    }
    let [provider] = modules.as_slice() else { bail!("the imports are of several modules: {modules:?}") };
    Ok(script.replace(&format!("\"{provider}\": import0"), "m: import0"))
}

#[cfg(test)]
mod tests {
    use super::{calls_into, named, only_formats, only_panics, shorten_imports, trap, without_hashes};
    use walrus::{FunctionBuilder, FunctionId, FunctionKind, ImportKind, Module, ValType};

    #[test]
    fn names_lose_their_hashes() {
        assert_eq!(without_hashes("core[c5930c85a12de822]::str::count"), "core::str::count");
        assert_eq!(without_hashes("a::b::h0123456789abcdef"), "a::b");
        assert_eq!(without_hashes("a::b::hello"), "a::b::hello");
    }

    #[test]
    fn what_panics_is_known_by_its_name() {
        for name in [
            "core[c5930c85a12de822]::panicking::panic_fmt",
            "core[c5930c85a12de822]::str::slice_error_fail_rt",
            "core[c5930c85a12de822]::result::unwrap_failed",
            "<alloc[3ca501edff3f0c7c]::vec::Vec<_, _>>::remove::assert_failed",
        ] {
            assert!(only_panics(&without_hashes(name)), "{name}");
        }
        for name in ["core::str::from_utf8", "sdg_core::score::has_failed", "panic_fmt"] {
            assert!(!only_panics(name), "{name}");
        }
    }

    #[test]
    fn what_is_silenced_traps_and_who_calls_it_is_found() {
        fn function(module: &mut Module, name: &str, calls: Option<FunctionId>) -> FunctionId {
            let mut body = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
            body.name(name.to_owned()).func_body().i32_const(7);
            if let Some(called) = calls {
                body.func_body().call(called);
            }
            let argument = module.locals.add(ValType::I32);
            body.finish(vec![argument], &mut module.funcs)
        }
        let mut module = Module::default();
        let write = function(&mut module, "core[c5930c85a12de822]::fmt::write", None);
        let display = function(&mut module, "<sdg_core::Fraction as core::fmt::Display>::fmt", Some(write));
        let formatting = [write, display];
        function(&mut module, "sdg_core::fine", None);
        assert_eq!(named(&module, only_formats), formatting);
        assert!(calls_into(&module, &formatting).is_empty(), "one of them may call another");
        function(&mut module, "sdg_core::tells", Some(display));
        assert_eq!(
            calls_into(&module, &formatting),
            ["sdg_core::tells calls <sdg_core::Fraction as core::fmt::Display>::fmt"]
        );
        trap(&mut module, &formatting);
        let FunctionKind::Local(silent) = &module.funcs.get(write).kind else { panic!("it is not local") };
        assert!(format!("{:?}", silent.block(silent.entry_block()).instrs).contains("Unreachable"));
    }

    #[test]
    fn an_import_has_one_name_in_module_and_script() -> anyhow::Result<()> {
        let mut module = Module::default();
        let kind = module.types.add(&[], &[]);
        module.add_import_func("./x_bg.js", "__wbg_push_12ab", kind);
        let script = "{ __wbg_push_12ab: function() {} } \"./x_bg.js\": import0";
        assert_eq!(shorten_imports(&mut module, script)?, "{ f0: function() {} } m: import0");
        assert!(matches!(
            module.imports.find("m", "f0").map(|id| &module.imports.get(id).kind),
            Some(ImportKind::Function(_))
        ));
        assert!(shorten_imports(&mut module, "").is_err());
        Ok(())
    }
}
