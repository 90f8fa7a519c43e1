//! Numbers: conversion, arithmetic, ranges.

use golang::number::parse_int;

use super::cast::{decimal, to_float, to_int};
use super::decimal::Decimal;
use super::text::display;
use crate::{Call, Fault, Functions, IntType, List, Type, Value};

const ZERO_DIVISION: &str = "runtime error: integer divide by zero";

/// Declares the number functions. Source: sprig 3.3 numeric.go and functions.go.
pub(super) fn declare(functions: &mut Functions) {
    declare_conversions(functions);
    declare_integers(functions);
    declare_floats(functions);
    declare_ranges(functions);
}

fn declare_conversions(functions: &mut Functions) {
    functions.def("atoi", &[Type::STR], Type::INT, |call| Ok(Value::int(decimal(call.str(0)))));
    functions.def("int", &[Type::ANY], Type::INT, |call| Ok(Value::int(to_int(call.arg(0)))));
    functions.def("int64", &[Type::ANY], Type::INT64, |call| Ok(Value::int64(to_int(call.arg(0)))));
    functions.def("float64", &[Type::ANY], Type::FLOAT, |call| Ok(Value::float(to_float(call.arg(0)))));
    functions.def("toDecimal", &[Type::ANY], Type::INT64, |call| {
        Ok(Value::int64(parse_int(&display(call, call.arg(0))?, 8, 64).unwrap_or(0)))
    });
}

fn declare_integers(functions: &mut Functions) {
    functions
        .def("add1", &[Type::ANY], Type::INT64, |call| Ok(Value::int64(to_int(call.arg(0)).wrapping_add(1))));
    functions.variadic("add", &[], Type::ANY, Type::INT64, |call| {
        Ok(Value::int64(call.args().iter().map(to_int).fold(0, i64::wrapping_add)))
    });
    functions.variadic("mul", &[Type::ANY], Type::ANY, Type::INT64, |call| {
        Ok(Value::int64(call.args().iter().map(to_int).fold(1, i64::wrapping_mul)))
    });
    let mut binary = |name: &str, compute: fn(i64, i64) -> Option<i64>| {
        functions.def(name, &[Type::ANY, Type::ANY], Type::INT64, move |call| {
            compute(to_int(call.arg(0)), to_int(call.arg(1)))
                .map(Value::int64)
                .ok_or_else(|| ZERO_DIVISION.into())
        });
    };
    binary("sub", |a, b| Some(a.wrapping_sub(b)));
    binary("div", |a, b| (b != 0).then(|| a.wrapping_div(b)));
    binary("mod", |a, b| (b != 0).then(|| a.wrapping_rem(b)));
    let mut choose = |name: &str, choose: fn(i64, i64) -> i64| {
        functions.variadic(name, &[Type::ANY], Type::ANY, Type::INT64, move |call| {
            let rest = call.rest(1).iter().map(to_int);
            Ok(Value::int64(rest.fold(to_int(call.arg(0)), choose)))
        });
    };
    choose("max", i64::max);
    choose("biggest", i64::max);
    choose("min", i64::min);
}

type DecimalOperation = fn(&Decimal, &Decimal) -> Result<Decimal, Fault>;

fn declare_floats(functions: &mut Functions) {
    functions.def("add1f", &[Type::ANY], Type::FLOAT, |call| {
        folded(call, to_float(call.arg(0)), &[Value::int(1)], |a, b| Ok(a.plus(b)))
    });
    functions.variadic("addf", &[], Type::ANY, Type::FLOAT, |call| {
        folded(call, 0.0, call.args(), |a, b| Ok(a.plus(b)))
    });
    let mut fold = |name: &str, operation: DecimalOperation| {
        functions.variadic(name, &[Type::ANY], Type::ANY, Type::FLOAT, move |call| {
            folded(call, to_float(call.arg(0)), call.rest(1), operation)
        });
    };
    fold("subf", |a, b| Ok(a.minus(b)));
    fold("mulf", |a, b| Ok(a.times(b)));
    fold("divf", |a, b| a.over(b));
    let mut choose = |name: &str, choose: fn(f64, f64) -> f64| {
        functions.variadic(name, &[Type::ANY], Type::ANY, Type::FLOAT, move |call| {
            let rest = call.rest(1).iter().map(to_float);
            Ok(Value::float(rest.fold(to_float(call.arg(0)), choose)))
        });
    };
    // Go's Max and Min give NaN when one is; of two zeros, the signed one.
    choose("maxf", |a, b| {
        if a.is_nan() || b.is_nan() {
            f64::NAN
        } else if a > b || (a == b && a.is_sign_positive()) {
            a
        } else {
            b
        }
    });
    choose("minf", |a, b| {
        if a.is_nan() || b.is_nan() {
            f64::NAN
        } else if a < b || (a == b && a.is_sign_negative()) {
            a
        } else {
            b
        }
    });
    functions.def("floor", &[Type::ANY], Type::FLOAT, |call| Ok(Value::float(to_float(call.arg(0)).floor())));
    functions.def("ceil", &[Type::ANY], Type::FLOAT, |call| Ok(Value::float(to_float(call.arg(0)).ceil())));
    functions.variadic("round", &[Type::ANY, Type::INT], Type::FLOAT, Type::FLOAT, |call| {
        let round_on = if call.args().len() > 2 { call.float(2) } else { 0.5 };
        Ok(Value::float(rounded(to_float(call.arg(0)), call.int(1), round_on)))
    });
}

/// The operation over all, exactly; only the result is a float again. Source: sprig execDecimalOp.
fn folded<'a>(
    call: &Call<'_, 'a>,
    first: f64,
    rest: &[Value<'a>],
    operation: DecimalOperation,
) -> Result<Value<'a>, Fault> {
    let mut result = Decimal::from_float(first)?;
    for value in rest {
        let next = Decimal::from_float(to_float(value))?;
        // Products grow, and sums and quotients have all places between both.
        call.charge(result.places_with(&next).saturating_mul(8))?;
        result = operation(&result, &next)?;
    }
    Ok(Value::float(result.to_float()))
}

/// Source: sprig round.
fn rounded(value: f64, places: i64, round_on: f64) -> f64 {
    let power = power_of_ten(places);
    let digit = power * value;
    let rounded = if digit.fract() >= round_on { digit.ceil() } else { digit.floor() };
    rounded / power
}

/// `10^exponent` as Go computes it: by squaring, with one division for negative exponents. Source: Go math.Pow.
fn power_of_ten(exponent: i64) -> f64 {
    if exponent > 400 {
        return f64::INFINITY;
    }
    if exponent < -400 {
        return 0.0;
    }
    let (mut mantissa, mut binary) = (1.0, 0_i32);
    // 10 is 0.625 * 2^4.
    let (mut square, mut square_exponent) = (0.625, 4_i32);
    let mut left = exponent.unsigned_abs();
    while left != 0 {
        if left & 1 == 1 {
            mantissa *= square;
            binary += square_exponent;
        }
        square *= square;
        square_exponent <<= 1;
        if square < 0.5 {
            square += square;
            square_exponent -= 1;
        }
        left >>= 1;
    }
    if exponent < 0 {
        (mantissa, binary) = (1.0 / mantissa, -binary);
    }
    // In two steps, so that neither leaves the range before the result does.
    mantissa * 2_f64.powi(binary / 2) * 2_f64.powi(binary - binary / 2)
}

fn declare_ranges(functions: &mut Functions) {
    functions.def("until", &[Type::INT], INTS, |call| {
        let count = call.int(0);
        range(call, 0, count, if count < 0 { -1 } else { 1 }).map(ints)
    });
    functions.def("untilStep", &[Type::INT, Type::INT, Type::INT], INTS, |call| {
        range(call, call.int(0), call.int(1), call.int(2)).map(ints)
    });
    functions.variadic("seq", &[], Type::INT, Type::STR, |call| {
        let numbers: Vec<i64> = call.args().iter().filter_map(Value::as_int).collect();
        let (start, step, end) = match numbers.as_slice() {
            [end] => (1, None, *end),
            [start, end] => (*start, None, *end),
            [start, step, end] => (*start, Some(*step), *end),
            _ => return Ok("".into()),
        };
        let direction = if end < start { -1 } else { 1 };
        if direction < 0 && step.is_some_and(|step| step > 0) {
            return Ok("".into());
        }
        let numbers = range(call, start, end.wrapping_add(direction), step.unwrap_or(direction))?;
        let texts: Vec<String> = numbers.iter().map(i64::to_string).collect();
        Ok(texts.join(" ").into())
    });
}

/// `[]int`
const INTS: Type = Type::List(&Type::Int(IntType::Int));

fn ints<'a>(numbers: Vec<i64>) -> Value<'a> {
    Value::List(List::new(&Type::Int(IntType::Int), numbers.into_iter().map(Value::int).collect()))
}

/// The numbers from `start` to before `stop`. Source: sprig untilStep.
fn range(call: &Call<'_, '_>, start: i64, stop: i64, step: i64) -> Result<Vec<i64>, Fault> {
    let distance = i128::from(stop) - i128::from(start);
    if distance == 0 || step == 0 || (distance < 0) != (step < 0) {
        return Ok(Vec::new());
    }
    let count = distance.unsigned_abs().div_ceil(u128::from(step.unsigned_abs()));
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    // A value and its text.
    call.charge(count.saturating_mul(64))?;
    Ok((0..count)
        .scan(start, |next, _| {
            let number = *next;
            *next = next.wrapping_add(step);
            Some(number)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_close_and_bounded() {
        for exponent in -320..=308 {
            let want: f64 = format!("1e{exponent}").parse().unwrap();
            let got = power_of_ten(exponent);
            assert!((got - want).abs() <= want * 1e-13, "1e{exponent}: {got}");
        }
        assert_eq!((power_of_ten(i64::MAX), power_of_ten(i64::MIN)), (f64::INFINITY, 0.0));
    }
}
