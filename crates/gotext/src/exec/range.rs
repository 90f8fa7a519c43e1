//! `range`.

use super::{Done, Exec, Flow, Held};
use crate::error::Cause;
use crate::exec::place::Place;
use crate::format::reflected;
use crate::parse::ast::Range;
use crate::value::{List, Map, Type, Value};

impl<'a> Exec<'a, '_> {
    /// Goes through lists, maps in the order of their keys, and integers; `else` when there is nothing.
    pub(super) fn range(&mut self, dot: &Held<'a>, range: &'a Range) -> Done<Flow> {
        self.place = Place::Action(&range.pipe);
        let held = self.pipe(dot, &range.pipe)?;
        self.whole(&held)?;
        let value = match held.value {
            Value::Pointer(pointer) => pointer.target(),
            value => value,
        };
        let any = match &value {
            Value::List(list) => self.each_item(list, range)?,
            Value::Map(map) => self.each_entry(map, range)?,
            Value::Int(count, kind) => {
                let kind = *kind;
                self.each_number(&value, *count, move |i| Value::Int(i, kind), range)?
            }
            Value::Enum(kind, count) => {
                let kind = *kind;
                self.each_number(&value, *count, move |i| Value::Enum(kind, i), range)?
            }
            Value::Uint(count, kind) => {
                let kind = *kind;
                let last = i64::try_from(*count).unwrap_or(i64::MAX);
                self.each_number(&value, last, move |i| Value::Uint(i.cast_unsigned(), kind), range)?
            }
            Value::Missing | Value::Nil => false,
            other => {
                let value = reflected(other, 'v', &self.meter);
                let value = self.budgeted(value)?;
                return self.fail(Cause::Range { value });
            }
        };
        if any {
            return Ok(Flow::On);
        }
        self.list(dot, &range.otherwise)
    }

    fn each_item(&mut self, list: &List<'a>, range: &'a Range) -> Done<bool> {
        let is_interface = matches!(list.elem(), Type::Any);
        let length = list.len();
        for i in 0..length {
            let value = list.item(i).unwrap_or(Value::Nil);
            let index = Value::int(i64::try_from(i).unwrap_or(i64::MAX));
            if self.round(Held::plain(index), Held::addressed(value, is_interface), range)? == Flow::Break {
                break;
            }
        }
        Ok(length > 0)
    }

    fn each_entry(&mut self, map: &Map<'a>, range: &'a Range) -> Done<bool> {
        let is_interface = map.holds_interfaces();
        let key_is_interface = matches!(map.key(), Type::Any);
        let mut any = false;
        for (key, value) in map.iter() {
            any = true;
            let key = Held::copied(key, key_is_interface);
            if self.round(key, Held::copied(value, is_interface), range)? == Flow::Break {
                break;
            }
        }
        Ok(any)
    }

    fn each_number(
        &mut self,
        value: &Value<'a>,
        count: i64,
        number: impl Fn(i64) -> Value<'a>,
        range: &'a Range,
    ) -> Done<bool> {
        if range.pipe.variables.len() > 1 {
            let value = reflected(value, 'v', &self.meter);
            let value = self.budgeted(value)?;
            return self.fail(Cause::RangeVariables { value });
        }
        for i in 0..count {
            if self.round(Held::missing(), Held::plain(number(i)), range)? == Flow::Break {
                break;
            }
        }
        Ok(count > 0)
    }

    /// One round: the variables are set and the body executed.
    fn round(&mut self, index: Held<'a>, item: Held<'a>, range: &'a Range) -> Done<Flow> {
        self.step(1)?;
        match range.pipe.variables.as_slice() {
            [] => {}
            [only] => self.set(*only, item.clone())?,
            [first, second, ..] => {
                self.set(*first, index)?;
                self.set(*second, item.clone())?;
            }
        }
        self.list(&item, &range.body)
    }
}
