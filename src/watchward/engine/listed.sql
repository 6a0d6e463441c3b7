-- name: events
select
    coalesce(night_of, day) as night,
    coalesce(hour, -1) as hour,
    easting,
    northing,
    coalesce(age_band, '') as age_band,
    coalesce(sex, '') as sex
from incident
where dataset = $dataset
    and violence = 1
    and injury = 1
    and day is not null
    and easting is not null
    and northing is not null
    and month between $first and $last
order by
    night,
    hour,
    easting,
    northing,
    age_band,
    sex
