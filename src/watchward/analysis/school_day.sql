-- name: day_hour
select
    day,
    month,
    cast(hour as integer) as hour,
    count(*) as records,
    count(case when age_band in ('0-10', '11-15', '16-17', '0-15') then 1 end) as young
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
    and day is not null
    and hour is not null
group by
    day,
    month,
    cast(hour as integer)
order by
    day,
    hour

-- name: wider
select count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
    and age_band in ('16-24', '0-24')

-- name: timed
select
    count(*) as records,
    count(case when day is not null and hour is not null then 1 end) as timed
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
