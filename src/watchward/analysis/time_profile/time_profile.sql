-- name: hour_weekday
select
    cast((night_of + 3) % 7 + 1 as integer) as weekday,
    cast(hour as integer) as hour,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    cast((night_of + 3) % 7 + 1 as integer),
    cast(hour as integer)
order by
    weekday,
    hour

-- name: uncertain
select
    utc_start,
    utc_end,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
    and time_precision = 'interval'
    and utc_start is not null
    and utc_end is not null
group by
    utc_start,
    utc_end
order by
    utc_start,
    utc_end
